// Fields for the constraints of a sign-in: required methods, bot protection and the weights of rate
// limits. Each member that the event type allows has a field.
import { useId, useState } from "react";
import { Checkbox } from "@/components/Checkbox";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { segmentsOf } from "@/format/pointer";
import type { AnswerMember } from "@/ipc/types";
import styles from "./Answering.module.css";
import { fieldsOf, numberOf, tokensOf, withMember, wordsOf } from "./constraints";

interface MembersFormProps {
  text: string;
  members: readonly AnswerMember[];
  onText: (text: string) => void;
}

const TITLES: Record<string, string> = {
  constraints: "Required methods",
  bot_protection: "Bot protection",
  rate_limits: "Rate limit weight:",
};

export function MembersForm({ text, members, onText }: MembersFormProps) {
  const tokens = tokensOf(text, members);
  const setMember = (pointer: string, token: string | null) =>
    onText(withMember(text, members, pointer, token));
  return (
    <Stack gap="2">
      {fieldsOf(members).map((member) => (
        <Field key={member.pointer} member={member} token={tokens.get(member.pointer)} onSet={setMember} />
      ))}
    </Stack>
  );
}

interface FieldProps {
  member: AnswerMember;
  token: string | undefined;
  onSet: (pointer: string, token: string | null) => void;
}

function Field({ member, token, onSet }: FieldProps) {
  const { pointer, json_type, values, about } = member;
  const [top = "", group = ""] = segmentsOf(pointer);
  const title = TITLES[top] ?? top;
  if (json_type === "number")
    return <Weight title={`${title} ${group}`} token={token} {...{ pointer, onSet }} />;
  if (json_type === "string")
    return (
      <Stack gap="1">
        <Text tone="dim" title={about}>
          {title}
        </Text>
        <SegmentedControl
          label={title}
          value={wordsOf(token)[0] ?? ""}
          options={[{ value: "", text: "As configured" }, ...values.map((value) => ({ value, text: value }))]}
          onChange={(value) => onSet(pointer, value === "" ? null : JSON.stringify(value))}
        />
      </Stack>
    );
  const chosen = wordsOf(token);
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    onSet(pointer, next.length === 0 ? null : JSON.stringify(next));
  };
  return (
    <fieldset className={styles.member}>
      <legend className={styles.label} title={about}>
        {title} <Text tone="soft">· amr</Text>
      </legend>
      <div className={styles.options}>
        {values.map((value) => (
          <Checkbox key={value} checked={chosen.includes(value)} onChange={() => toggle(value)}>
            <code>{value}</code>
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}

interface WeightProps {
  title: string;
  pointer: string;
  token: string | undefined;
  onSet: FieldProps["onSet"];
}

/** A number field. Text that is not a number stays in the field until the field loses the focus. */
function Weight({ title, pointer, token, onSet }: WeightProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && typed.trim() !== "" && numberOf(typed) === null;
  return (
    <Stack gap="1">
      <Text as="label" tone="dim" htmlFor={id}>
        {title}
      </Text>
      <Stack row gap="2">
        <div className={styles.weight}>
          <TextField
            id={id}
            size="tall"
            inputMode="decimal"
            placeholder="1, as configured"
            value={typed ?? token ?? ""}
            invalid={wrong}
            onChange={(value) => {
              const number = numberOf(value);
              setTyped(number === null ? value : null);
              if (number !== null) onSet(pointer, number);
              else if (value.trim() === "" && token !== undefined) onSet(pointer, null);
            }}
            onBlur={() => setTyped(null)}
          />
        </div>
        <Text tone={wrong ? "bad" : "soft"}>{wrong ? "needs a number, 0 or greater" : "times"}</Text>
      </Stack>
    </Stack>
  );
}
