// Where the bar of an identity or a session starts and ends, as fractions of the time that events cover.
import type { LifeSpan } from "@/ipc/types";

export interface Bar {
  /** From 0 to 1. */
  from: number;
  /** The last event that shows it. */
  seen: number;
  /** Its end, or the end of the bar while it still exists. */
  to: number;
}

const instant = (text: string) => new Date(text).getTime();

const beganAt = (span: LifeSpan) => span.came_at ?? span.first_seen_at;
const endedAt = (span: LifeSpan) => span.went_at ?? span.last_seen_at;

/** The bars of spans, from the first of them to `newest`, the time of the user's newest event. */
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
