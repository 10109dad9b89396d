// Fields for the members that an answer to a sign-in takes: methods to be demanded, the bot check, the weights of limits.
// Only those that the event's type takes are there.
import { useId, useState } from "react";
import { Segments } from "@/components/Segments";
import { segmentsOf } from "@/format/pointer";
import type { AnswerMember } from "@/ipc/types";
import ticks from "@/styles/tick.module.css";
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
    <div className={styles.form} data-testid="members-form">
      {fieldsOf(members).map((member) => (
        <Field key={member.pointer} member={member} token={tokens.get(member.pointer)} onPut={put} />
      ))}
    </div>
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
      <div className={styles.member}>
        <span className={styles.label} title={about}>
          {title}
        </span>
        <Segments
          label={title}
          value={wordsOf(token)[0] ?? ""}
          options={[{ value: "", text: "As configured" }, ...values.map((value) => ({ value, text: value }))]}
          onChange={(value) => onPut(pointer, value === "" ? null : JSON.stringify(value))}
        />
      </div>
    );
  const chosen = wordsOf(token);
  const flip = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    onPut(pointer, next.length === 0 ? null : JSON.stringify(next));
  };
  return (
    <fieldset className={styles.member}>
      <legend className={styles.label} title={about}>
        {title} <span>· amr</span>
      </legend>
      <div className={styles.ticks}>
        {values.map((value) => (
          <label key={value} className={styles.tick}>
            <input
              type="checkbox"
              className={ticks.tick}
              checked={chosen.includes(value)}
              onChange={() => flip(value)}
            />
            <code>{value}</code>
          </label>
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

/** What is typed stays as it is while it is no number yet. */
function Weight({ title, pointer, token, onPut }: WeightProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && typed.trim() !== "" && numberOf(typed) === null;
  return (
    <div className={styles.member}>
      <label className={styles.label} htmlFor={id}>
        {title}
      </label>
      <div className={styles.weight}>
        <input
          id={id}
          className={styles.field}
          inputMode="decimal"
          placeholder="1, as configured"
          value={typed ?? token ?? ""}
          aria-invalid={wrong}
          autoComplete="off"
          onChange={(event) => {
            const { value } = event.target;
            const number = numberOf(value);
            setTyped(number === null ? value : null);
            if (number !== null) onPut(pointer, number);
            else if (value.trim() === "" && token !== undefined) onPut(pointer, null);
          }}
          onBlur={() => setTyped(null)}
        />
        <span className={wrong ? styles.bad : styles.soft}>{wrong ? "a number from 0" : "times"}</span>
      </div>
    </div>
  );
}
