// Converts the remaining times of held events into instants on the window's clock. Pure: the clock
// is a parameter.
import type { HeldRow } from "@/ipc/types";

export interface HeldEvent extends HeldRow {
  /** When Hookglass sends the automatic answer. */
  answersAt: number;
  /** When the sender stops waiting. */
  givesUpAt: number;
}

/**
 * Milliseconds. Updates that move a deadline by less than this are ignored, so that the countdown
 * does not jitter.
 */
const MAX_JITTER = 200;

const steady = (before: number | undefined, now: number) =>
  before !== undefined && Math.abs(before - now) < MAX_JITTER ? before : now;

/** Adds the deadlines of held events. `now` is the time at which `rows` were read. */
export function withDeadlines(
  rows: readonly HeldRow[],
  before: readonly HeldEvent[],
  now: number,
): HeldEvent[] {
  return rows.map((row) => {
    const known = before.find((one) => one.event_id === row.event_id);
    return {
      ...row,
      answersAt: steady(known?.answersAt, now + row.answers_in_ms),
      givesUpAt: steady(known?.givesUpAt, now + row.sender_gives_up_in_ms),
    };
  });
}

/** The remaining time, rounded down: `3.8 s`, `0.0 s`, `1:05`. */
export function secondsLeft(until: number, now: number): string {
  const left = Math.max(0, until - now);
  if (left >= 60_000) {
    const seconds = Math.floor(left / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
  return `${(Math.floor(left / 100) / 10).toFixed(1)} s`;
}

/** A configured duration: `5 s`, `4.5 s`. */
export const durationLabel = (ms: number): string => `${Number((ms / 1000).toFixed(1))} s`;

/** Milliseconds from receipt to the automatic answer. */
export const automaticAfter = (row: HeldEvent): number =>
  Math.max(0, row.total_ms - Math.max(0, row.givesUpAt - row.answersAt));
