// The options of a target: who answers the sender, retries, and the certificate check.
import { useId } from "react";
import { Checkbox } from "@/components/Checkbox";
import { IconText } from "@/components/IconText";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { CertificateField } from "@/lib/sending/CertificateField";
import { isTls } from "@/lib/targets/target";
import styles from "./EditTarget.module.css";
import type { TargetDraft } from "./target";

interface TargetChoicesProps {
  draft: TargetDraft;
  /** The time limit is not a valid number. */
  wrong: boolean;
  onChange: (part: Partial<TargetDraft>) => void;
}

export function TargetChoices({ draft, wrong, onChange }: TargetChoicesProps) {
  const id = useId();
  const answers = draft.mode === "answer";
  return (
    <>
      <fieldset className={styles.modes}>
        <legend>Answer to the sender</legend>
        <label className={styles.option}>
          <input
            type="radio"
            name={id}
            checked={!answers}
            onChange={() => onChange({ mode: "background" })}
          />
          <span>
            <b>In the background.</b> The sender gets the default answer immediately.
          </span>
        </label>
        <label className={styles.option}>
          <input type="radio" name={id} checked={answers} onChange={() => onChange({ mode: "answer" })} />
          <span>
            <b>Return my application’s answer.</b> If it is late or unreachable, the sender gets the default
            answer, and the event shows the reason.
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
            placeholder="same as sender"
            invalid={wrong}
            onChange={(deadline) => onChange({ deadline })}
          />
          ms
        </Stack>
      ) : (
        <Checkbox longLabel checked={draft.retry} onChange={(retry) => onChange({ retry })}>
          <span>
            <b>Retry until delivered.</b> Later events wait, so the order is preserved.
          </span>
        </Checkbox>
      )}
      <CertificateField
        url={draft.url}
        value={draft.verify_tls}
        onChange={(verify_tls) => onChange({ verify_tls })}
      />
      {isTls(draft.url) && !draft.verify_tls && (
        <Text as="div" tone="bad" role="status">
          <IconText icon="warn">
            The certificate is not checked: anyone on the network path can read and answer all events.
          </IconText>
        </Text>
      )}
    </>
  );
}
