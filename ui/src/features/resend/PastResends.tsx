// Earlier resends of the event, newest first; choosing one shows its response.
import { Visible } from "@/components/Visible";
import { countOf } from "@/format/size";
import { clockOf, durationOf, fullInstant } from "@/format/time";
import { visibleText } from "@/format/visible";
import { editedWord, originWord, outcomeWord } from "@/format/words";
import type { ResendView } from "@/ipc/types";
import { OutcomeMark } from "@/lib/resends/OutcomeMark";
import styles from "./PastResends.module.css";

interface PastResendsProps {
  resends: readonly ResendView[];
  shown: number | null;
  onShow: (id: number) => void;
}

export function PastResends({ resends, shown, onShow }: PastResendsProps) {
  return (
    <aside className={styles.past} aria-label="Resends of this event">
      <div className={styles.head}>
        <h2>Resends</h2>
        <span>{countOf(resends.length)}</span>
      </div>
      {resends.length === 0 && <p className={styles.none}>Nothing sent yet.</p>}
      <ol>
        {resends.map((resend) => {
          const { time, millis } = clockOf(resend.sent_at);
          return (
            <li key={resend.id} data-testid="resend-item" data-resend-id={resend.id}>
              <button
                type="button"
                className={styles.item}
                aria-current={resend.id === shown}
                title={visibleText(resend.url)}
                onClick={() => onShow(resend.id)}
              >
                <span className={styles.line}>
                  <OutcomeMark outcome={resend.outcome} verdict={resend.verdict?.outcome ?? null} />
                  <b>{outcomeWord(resend.outcome)}</b>
                  <span className={styles.end}>{durationOf(resend.duration_us)}</span>
                </span>
                <span className={styles.small}>
                  <span>{[editedWord(resend), originWord(resend.origin)].filter(Boolean).join(", ")}</span>
                  <time className={styles.end} dateTime={resend.sent_at} title={fullInstant(resend.sent_at)}>
                    {time}
                    {millis}
                  </time>
                </span>
                <span className={styles.small}>
                  <span className={styles.url}>
                    <Visible text={resend.url.replace(/^https?:\/\//, "")} />
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </aside>
  );
}
