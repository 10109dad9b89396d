// One resend of the list; unfolds to the response.
import { useState } from "react";
import { Icon } from "../../components/Icon";
import { Visible } from "../../components/Visible";
import { sizeOf } from "../../format/size";
import { clockOf, durationOf, fullInstant } from "../../format/time";
import { editedWord, outcomeWord, signedWord } from "../../format/words";
import type { ResendView } from "../../ipc/types";
import { OutcomeMark } from "./OutcomeMark";
import styles from "./Resends.module.css";
import { ResponseParts } from "./ResponseParts";

export function ResendItem({ resend, startsOpen }: { resend: ResendView; startsOpen: boolean }) {
  const [open, setOpen] = useState(startsOpen);
  const { time, millis } = clockOf(resend.sent_at);
  return (
    <li className={styles.item} data-testid="resend-item" data-resend-id={resend.id}>
      <button type="button" className={styles.line} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? "down" : "right"} />
        <OutcomeMark outcome={resend.outcome} />
        <b>{outcomeWord(resend.outcome)}</b>
        <span className={styles.url}>
          <Visible text={resend.method} /> <Visible text={resend.url} />
        </span>
        <span className={styles.soft}>{durationOf(resend.duration_us)}</span>
        <time className={styles.soft} dateTime={resend.sent_at} title={fullInstant(resend.sent_at)}>
          {time}
          {millis}
        </time>
      </button>
      {open && (
        <div className={styles.inside}>
          <p className={styles.soft}>
            {editedWord(resend)} · {sizeOf(resend.size)} · {signedWord(resend)}
          </p>
          <ResponseParts outcome={resend.outcome} />
        </div>
      )}
    </li>
  );
}
