// What becomes of a target's answers and of events it does not take, and whether its certificate is checked.
import { useId } from "react";
import { Icon } from "@/components/Icon";
import ticks from "@/styles/tick.module.css";
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
        <label className={styles.option}>
          Wait at most
          <input
            className={styles.number}
            inputMode="numeric"
            value={draft.deadline}
            placeholder="as the sender"
            aria-invalid={wrong}
            onChange={(event) => onChange({ deadline: event.target.value })}
          />
          ms
        </label>
      ) : (
        <label className={styles.option}>
          <input
            type="checkbox"
            className={ticks.tick}
            checked={draft.retry}
            onChange={() => onChange({ retry: !draft.retry })}
          />
          <span>
            <b>Send an event again until it is taken.</b> The ones after it wait, so the order stays.
          </span>
        </label>
      )}
      {isTls(draft.url) && (
        <label className={styles.option}>
          <input
            type="checkbox"
            className={ticks.tick}
            checked={draft.verify_tls}
            onChange={() => onChange({ verify_tls: !draft.verify_tls })}
          />
          Check the certificate
        </label>
      )}
      {isTls(draft.url) && !draft.verify_tls && (
        <p className={styles.bad} role="status" data-testid="forward-tls-off">
          <Icon name="warn" />
          The certificate is not checked: anybody on the way can read and answer every event.
        </p>
      )}
    </>
  );
}
