// What happens with a target's answers and with events it does not take, and whether its certificate is checked.
import { useId } from "react";
import { Checkbox } from "@/components/Checkbox";
import { IconText } from "@/components/IconText";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import styles from "./EditTarget.module.css";
import { isTls, type TargetDraft } from "./target";

interface TargetChoicesProps {
  draft: TargetDraft;
  /** The deadline is no number. */
  wrong: boolean;
  onChange: (part: Partial<TargetDraft>) => void;
}

export function TargetChoices({ draft, wrong, onChange }: TargetChoicesProps) {
  const id = useId();
  const answers = draft.mode === "answer";
  return (
    <>
      <fieldset className={styles.modes}>
        <legend>Its answers</legend>
        <label className={styles.option}>
          <input
            type="radio"
            name={id}
            checked={!answers}
            onChange={() => onChange({ mode: "background" })}
          />
          <span>
            <b>In the background.</b> The sender gets the usual answer at once.
          </span>
        </label>
        <label className={styles.option}>
          <input type="radio" name={id} checked={answers} onChange={() => onChange({ mode: "answer" })} />
          <span>
            <b>Tell the sender what my application answered.</b> If it is too late or not there, the default
            answer goes out, and the event says so.
          </span>
        </label>
      </fieldset>
      {answers ? (
        <Stack as="label" row gap="2" align="baseline" htmlFor={`${id}-deadline`}>
          Wait at most
          <TextField
            id={`${id}-deadline`}
            mono
            width="short"
            inputMode="numeric"
            value={draft.deadline}
            placeholder="as the sender"
            invalid={wrong}
            onChange={(deadline) => onChange({ deadline })}
          />
          ms
        </Stack>
      ) : (
        <Checkbox longLabel checked={draft.retry} onChange={(retry) => onChange({ retry })}>
          <span>
            <b>Send an event again until it is taken.</b> The ones after it wait, so the order stays.
          </span>
        </Checkbox>
      )}
      {isTls(draft.url) && (
        <Checkbox checked={draft.verify_tls} onChange={(verify_tls) => onChange({ verify_tls })}>
          Check the certificate
        </Checkbox>
      )}
      {isTls(draft.url) && !draft.verify_tls && (
        <Text as="div" tone="bad" role="status">
          <IconText icon="warn">
            The certificate is not checked: anybody on the way can read and answer every event.
          </IconText>
        </Text>
      )}
    </>
  );
}
