// Explains the placeholders in the texts of a rule.
export function PlaceholderHint() {
  return (
    <>
      <code>{"{{/payload/user/id}}"}</code> inserts this member of the event.{" "}
      <code>{"{{/payload/user/name | unknown}}"}</code> inserts “unknown” if the member is missing.
    </>
  );
}
