// The time that is left: a ring until Hookglass answers by itself, and a fuse until the sender gives up, with a mark at the
// automatic answer. Style sheets animate both; the clock draws only the digits. Neither is a live region.
import { type CSSProperties, useMemo } from "react";
import { automaticAfter, type HeldEvent, secondsLeft, spanWord } from "@/lib/held/clock";
import { useClock } from "@/lib/held/useHeld";
import styles from "./Countdown.module.css";

const TICK = 100;

interface CountdownProps {
  row: HeldEvent;
  /** The wait is over, and nothing moves. */
  over: boolean;
}

/** Where in its span an animation starts that has run since the event came. Computed once: the animation goes on by itself. */
const spanOf = (whole: number, until: number): CSSProperties =>
  ({
    "--span": `${whole}ms`,
    "--passed": `${Math.min(0, until - whole - performance.now())}ms`,
    "--steps": Math.max(1, Math.ceil(whole / 1000)),
  }) as CSSProperties;

function useSpan(whole: number, until: number): CSSProperties {
  return useMemo(() => spanOf(whole, until), [whole, until]);
}

export function Fuse({ row, over }: CountdownProps) {
  const burning = useSpan(row.total_ms, row.givesUpAt);
  const mark = row.total_ms > 0 ? 1 - automaticAfter(row) / row.total_ms : 0;
  return (
    <div className={styles.fuse} data-over={over} aria-hidden="true">
      <i key={`${row.event_id} ${row.givesUpAt}`} style={burning} />
      <b style={{ left: `${Math.min(100, Math.max(0, mark * 100))}%` }} title="The automatic answer" />
    </div>
  );
}

export function Ring({ row, over }: CountdownProps) {
  const now = useClock(over ? 0 : row.answersAt, TICK);
  const whole = automaticAfter(row);
  const draining = useSpan(whole, row.answersAt);
  return (
    <div
      className={styles.ring}
      role="timer"
      aria-live="off"
      aria-label="Time left to decide"
      data-over={over}
      data-testid="held-ring"
    >
      <svg viewBox="0 0 104 104" aria-hidden="true" focusable="false">
        <circle className={styles.spent} cx="52" cy="52" r="47" />
        {!over && (
          <circle
            key={`${row.event_id} ${row.answersAt}`}
            className={styles.left}
            cx="52"
            cy="52"
            r="47"
            pathLength="100"
            style={draining}
          />
        )}
      </svg>
      <div>
        <b>{over ? "over" : secondsLeft(row.answersAt, now)}</b>
        <span>of {spanWord(whole)}</span>
      </div>
    </div>
  );
}
