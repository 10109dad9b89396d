// Where the bar of an identity or a session begins and ends, in parts of the time that events tell of.
import type { LifeSpan } from "@/ipc/types";

export interface Bar {
  /** From 0 to 1. */
  from: number;
  /** Up to here it was seen. */
  seen: number;
  /** Up to here it is taken to have been there. */
  to: number;
}

const instant = (text: string) => new Date(text).getTime();

export const beganAt = (span: LifeSpan) => span.came_at ?? span.first_seen_at;
export const endedAt = (span: LifeSpan) => span.went_at ?? span.last_seen_at;

/** Bars of spans, in the time from the first of them to `newest`, when the newest event of the user arrived. */
export function barsOf(spans: readonly LifeSpan[], newest: string): Bar[] {
  const begin = Math.min(...spans.map((span) => instant(beganAt(span))));
  const end = Math.max(instant(newest), ...spans.map((span) => instant(endedAt(span))));
  const part = (text: string) => (end === begin ? 0 : (instant(text) - begin) / (end - begin));
  return spans.map((span) => ({
    from: part(beganAt(span)),
    seen: end === begin ? 1 : part(endedAt(span)),
    to: span.went === null ? 1 : part(endedAt(span)),
  }));
}
