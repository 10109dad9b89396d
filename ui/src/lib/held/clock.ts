// When things end that are told as "so many milliseconds from now". Pure but for the clock it is given.
import type { HeldRow } from "@/ipc/types";

export interface HeldEvent extends HeldRow {
  /** When it was told, on the window's own clock, in milliseconds. */
  told: number;
  /** When Hookglass answers by itself. */
  answersAt: number;
  /** When the sender gives up. */
  givesUpAt: number;
}

/** An end that was told before stays where it is, unless it has moved by more than this: else it would tremble. */
const TREMBLE = 200;

const steady = (before: number | undefined, now: number) =>
  before !== undefined && Math.abs(before - now) < TREMBLE ? before : now;

/** The held events with their ends on the clock of `now`. */
export function timed(rows: readonly HeldRow[], before: readonly HeldEvent[], now: number): HeldEvent[] {
  return rows.map((row) => {
    const known = before.find((one) => one.event_id === row.event_id);
    return {
      ...row,
      told: now,
      answersAt: steady(known?.answersAt, now + row.answers_in_ms),
      givesUpAt: steady(known?.givesUpAt, now + row.sender_gives_up_in_ms),
    };
  });
}

/** `3.8 s`, `0.0 s`, `1:05`: what is left, never rounded up; from a minute on as minutes and seconds. */
export function secondsLeft(until: number, now: number): string {
  const left = Math.max(0, until - now);
  if (left >= 60_000) {
    const seconds = Math.floor(left / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
  return `${(Math.floor(left / 100) / 10).toFixed(1)} s`;
}

/** `5 s`, `4.5 s`: a span as it was set. */
export const spanWord = (ms: number): string => `${Number((ms / 1000).toFixed(1))} s`;

/** From receipt to the automatic answer. */
export const automaticAfter = (row: HeldEvent): number =>
  Math.max(0, row.total_ms - Math.max(0, row.givesUpAt - row.answersAt));
