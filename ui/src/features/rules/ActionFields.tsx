// The action of a rule: one of six, each with its own fields.
import { useId } from "react";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { UrlField } from "@/components/UrlField";
import type { RuleAction, RuleProblem } from "@/ipc/types";
import { FAILURES, KINDS, kindOf, newAction } from "@/lib/rules/rule";
import { AllowFields } from "./AllowFields";
import { Field } from "./Field";
import { PlaceholderHint } from "./PlaceholderHint";
import { RadioCards } from "./RadioCards";
import { RespondFields } from "./RespondFields";

interface ActionFieldsProps {
  action: RuleAction;
  problem: RuleProblem | null;
  onChange: (action: RuleAction) => void;
}

const KIND_CARDS = KINDS.map(({ kind, ...card }) => ({ value: kind, ...card }));
const FAILURE_CARDS = FAILURES.map(({ how, ...card }) => ({ value: how, ...card }));

export function ActionFields(props: ActionFieldsProps) {
  return (
    <>
      <RadioCards
        label="Action"
        columns
        value={kindOf(props.action)}
        cards={KIND_CARDS}
        testIdOf={(kind) => `kind-${kind}`}
        onChange={(kind) => props.onChange(newAction(kind))}
      />
      <Details {...props} />
    </>
  );
}

function Details({ action, problem, onChange }: ActionFieldsProps) {
  if (action === "hold")
    return (
      <Text as="p" tone="dim">
        The event waits on the <b>Held</b> page for your decision. Without one, the sender gets the automatic
        answer before its timeout.
      </Text>
    );
  if ("allow" in action)
    return <AllowFields allow={action.allow} problem={problem} onChange={(allow) => onChange({ allow })} />;
  if ("deny" in action)
    return <DenyFields deny={action.deny} problem={problem} onChange={(deny) => onChange({ deny })} />;
  if ("respond" in action)
    return (
      <RespondFields
        respond={action.respond}
        problem={problem}
        onChange={(respond) => onChange({ respond })}
      />
    );
  if ("forward" in action)
    return (
      <ForwardField
        to={action.forward.to}
        problem={problem}
        onChange={(to) => onChange({ forward: { to } })}
      />
    );
  return (
    <RadioCards
      label="Failure"
      value={action.fail.how}
      cards={FAILURE_CARDS}
      onChange={(how) => onChange({ fail: { how } })}
    />
  );
}

type Deny = Extract<RuleAction, { deny: unknown }>["deny"];

interface DenyFieldsProps {
  deny: Deny;
  problem: RuleProblem | null;
  onChange: (deny: Deny) => void;
}

function DenyFields({ deny, problem, onChange }: DenyFieldsProps) {
  const id = useId();
  const field = (name: keyof Deny, by: string | undefined) => (
    <TextField
      id={`${id}-${name}`}
      value={deny[name]}
      invalid={by !== undefined}
      aria-describedby={by}
      testId={`deny-${name}`}
      onChange={(text) => onChange({ ...deny, [name]: text })}
    />
  );
  return (
    <Stack gap="2">
      <Field label="Title" htmlFor={`${id}-title`} problem={problem} at={["/then/title"]}>
        {(by) => field("title", by)}
      </Field>
      <Field
        label="Reason"
        htmlFor={`${id}-reason`}
        problem={problem}
        at={["/then/reason"]}
        hint={
          <>
            The user sees both. <PlaceholderHint />
          </>
        }
      >
        {(by) => field("reason", by)}
      </Field>
    </Stack>
  );
}

interface ForwardFieldProps {
  to: string;
  problem: RuleProblem | null;
  onChange: (to: string) => void;
}

function ForwardField({ to, problem, onChange }: ForwardFieldProps) {
  const id = useId();
  return (
    <Field
      label="URL"
      htmlFor={id}
      problem={problem}
      at={["/then/to"]}
      hint="Forwards the event byte for byte. Without a response in time, the sender gets the default answer."
    >
      {(by) => (
        <UrlField
          id={id}
          placeholder="http://localhost:3000/hooks"
          value={to}
          invalid={by !== undefined}
          aria-describedby={by}
          onChange={onChange}
        />
      )}
    </Field>
  );
}
