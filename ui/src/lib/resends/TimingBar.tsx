// The duration of each step of a resend, as a bar on a shared timeline and as a number.
import { durationOf } from "@/format/time";
import type { Timing } from "@/ipc/types";
import styles from "./TimingBar.module.css";
import { phasesOf } from "./timing";

export function TimingBar({ timing }: { timing: Timing }) {
  return (
    <dl className={styles.timing} aria-label="Timing" data-testid="timing">
      {phasesOf(timing).map(({ name, from, took, share }) => (
        <div key={name} className={styles.phase}>
          <dt>{name}</dt>
          <dd className={styles.track} aria-hidden="true">
            <span style={{ marginInlineStart: `${from * 100}%`, width: `${share * 100}%` }} />
          </dd>
          <dd>{durationOf(took)}</dd>
        </div>
      ))}
    </dl>
  );
}
