// Explains the placeholders that rule texts can hold.
export function Places() {
  return (
    <>
      <code>{"{{/payload/user/id}}"}</code> becomes what stands there in the event,{" "}
      <code>{"{{/payload/user/name | nobody}}"}</code> with something in its place.
    </>
  );
}
