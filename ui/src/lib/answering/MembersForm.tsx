// Fields for the constraints of a sign-in: required methods, the bot check and the weights of rate limits. There is a field
// for each member that the type of the event allows.
import { useId, useState } from "react";
import { Checkbox } from "@/components/Checkbox";
import { Segments } from "@/components/Segments";
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
  constraints: "Methods demanded",
  bot_protection: "Bot check",
  rate_limits: "Counts against",
};

export function MembersForm({ text, members, onText }: MembersFormProps) {
  const tokens = tokensOf(text, members);
  const put = (pointer: string, token: string | null) => onText(withMember(text, members, pointer, token));
  return (
    <Stack gap="2" data-testid="members-form">
      {fieldsOf(members).map((member) => (
        <Field key={member.pointer} member={member} token={tokens.get(member.pointer)} onPut={put} />
      ))}
    </Stack>
  );
}

interface FieldProps {
  member: AnswerMember;
  token: string | undefined;
  onPut: (pointer: string, token: string | null) => void;
}

function Field({ member, token, onPut }: FieldProps) {
  const { pointer, json_type, values, about } = member;
  const [top = "", group = ""] = segmentsOf(pointer);
  const title = TITLES[top] ?? top;
  if (json_type === "number")
    return <Weight title={`${title} ${group}`} token={token} {...{ pointer, onPut }} />;
  if (json_type === "string")
    return (
      <Stack gap="1">
        <Text tone="dim" title={about}>
          {title}
        </Text>
        <Segments
          label={title}
          value={wordsOf(token)[0] ?? ""}
          options={[{ value: "", text: "As configured" }, ...values.map((value) => ({ value, text: value }))]}
          onChange={(value) => onPut(pointer, value === "" ? null : JSON.stringify(value))}
        />
      </Stack>
    );
  const chosen = wordsOf(token);
  const flip = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    onPut(pointer, next.length === 0 ? null : JSON.stringify(next));
  };
  return (
    <fieldset className={styles.member}>
      <legend className={styles.label} title={about}>
        {title} <Text tone="soft">· amr</Text>
      </legend>
      <div className={styles.ticks}>
        {values.map((value) => (
          <Checkbox key={value} checked={chosen.includes(value)} onChange={() => flip(value)}>
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
  onPut: FieldProps["onPut"];
}

/** Text that is not a number yet stays as typed. */
function Weight({ title, pointer, token, onPut }: WeightProps) {
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
              if (number !== null) onPut(pointer, number);
              else if (value.trim() === "" && token !== undefined) onPut(pointer, null);
            }}
            onBlur={() => setTyped(null)}
          />
        </div>
        <Text tone={wrong ? "bad" : "soft"}>{wrong ? "a number from 0" : "times"}</Text>
      </Stack>
    </Stack>
  );
}
