// One resend of the list; unfolds to the response.
import { useState } from "react";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { sizeOf } from "@/format/size";
import { clockOf, durationOf, fullInstant } from "@/format/time";
import { editedWord, originWord, outcomeWord, signedWord } from "@/format/words";
import type { ResendView } from "@/ipc/types";
import { Verdict } from "@/lib/verdict/Verdict";
import { OutcomeMark } from "./OutcomeMark";
import styles from "./Resends.module.css";
import { ResponseParts } from "./ResponseParts";
import { TimingBar } from "./TimingBar";

interface ResendItemProps {
  resend: ResendView;
  startsOpen: boolean;
  /** Whether its response is one of those to be compared; null when it cannot be. */
  chosen: boolean | null;
  onChoose: () => void;
  /** Compares its response with the one before it; null when there is none. */
  onBefore: (() => void) | null;
}

export function ResendItem({ resend, startsOpen, chosen, onChoose, onBefore }: ResendItemProps) {
  const [open, setOpen] = useState(startsOpen);
  const { time, millis } = clockOf(resend.sent_at);
  return (
    <li className={styles.item} data-testid="resend-item" data-resend-id={resend.id}>
      <div className={styles.head}>
        {chosen !== null && (
          <input
            type="checkbox"
            className={styles.check}
            aria-label={`Compare the response of ${time}${millis}`}
            checked={chosen}
            onChange={onChoose}
          />
        )}
        <button type="button" className={styles.line} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? "down" : "right"} />
          <OutcomeMark outcome={resend.outcome} verdict={resend.verdict?.outcome ?? null} />
          <b>{outcomeWord(resend.outcome)}</b>
          <span className={styles.url}>
            <Visible text={resend.method} /> <Visible text={resend.url} />
          </span>
          <span className={styles.soft}>{originWord(resend.origin)}</span>
          <span className={styles.soft}>{durationOf(resend.duration_us)}</span>
          <time className={styles.soft} dateTime={resend.sent_at} title={fullInstant(resend.sent_at)}>
            {time}
            {millis}
          </time>
        </button>
      </div>
      {open && (
        <div className={styles.inside}>
          <p className={styles.soft}>
            {editedWord(resend)} · {sizeOf(resend.size)} · {signedWord(resend)}
          </p>
          {onBefore !== null && (
            <p>
              <Button size="small" icon="compare" onClick={onBefore}>
                Compare with the response before
              </Button>
            </p>
          )}
          {resend.timing !== null && <TimingBar timing={resend.timing} />}
          {resend.verdict !== null && <Verdict verdict={resend.verdict} onMember={null} />}
          <ResponseParts outcome={resend.outcome} />
        </div>
      )}
    </li>
  );
}
