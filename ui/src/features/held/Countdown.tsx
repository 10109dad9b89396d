// The time left to decide: a ring until Hookglass answers automatically, and a bar until the sender
// times out, with a mark at the automatic answer. CSS animates both; the clock renders only the
// digits. Neither is a live region.
import { type CSSProperties, useMemo } from "react";
import { automaticAfter, durationLabel, type HeldEvent, secondsLeft } from "@/lib/held/clock";
import { useClock } from "@/lib/held/useHeld";
import styles from "./Countdown.module.css";

const TICK_INTERVAL = 100;
/** Longer texts are smaller, so that they fit into the ring. */
const MAX_SHORT_TEXT = 5;

interface CountdownProps {
  row: HeldEvent;
  /** The event is no longer held, so nothing moves. */
  over: boolean;
}

/**
 * Starts an animation as if it had run since the event arrived. Computed once; CSS does the rest.
 */
const spanOf = (duration: number, until: number): CSSProperties =>
  ({
    "--span": `${duration}ms`,
    "--passed": `${Math.min(0, until - duration - performance.now())}ms`,
    "--steps": Math.max(1, Math.ceil(duration / 1000)),
  }) as CSSProperties;

function useSpan(duration: number, until: number): CSSProperties {
  return useMemo(() => spanOf(duration, until), [duration, until]);
}

export function CountdownBar({ row, over }: CountdownProps) {
  const barStyle = useSpan(row.total_ms, row.givesUpAt);
  const mark = row.total_ms > 0 ? 1 - automaticAfter(row) / row.total_ms : 0;
  return (
    <div className={styles.bar} data-over={over} aria-hidden="true">
      <i key={`${row.event_id} ${row.givesUpAt}`} style={barStyle} />
      <b style={{ left: `${Math.min(100, Math.max(0, mark * 100))}%` }} title="Automatic answer" />
    </div>
  );
}

export function CountdownRing({ row, over }: CountdownProps) {
  const now = useClock(over ? 0 : row.answersAt, TICK_INTERVAL);
  const duration = automaticAfter(row);
  const text = over ? "Ended" : secondsLeft(row.answersAt, now);
  const ringStyle = useSpan(duration, row.answersAt);
  return (
    <div
      className={styles.ring}
      role="timer"
      aria-live="off"
      aria-label="Time left to decide"
      data-over={over}
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
            style={ringStyle}
          />
        )}
      </svg>
      <div>
        <b data-long={text.length > MAX_SHORT_TEXT}>{text}</b>
        <span>of {durationLabel(duration)}</span>
      </div>
    </div>
  );
}
