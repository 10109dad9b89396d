// Computes the lifetime bars of identities and sessions, as fractions of the user's time span.
import type { Lifetime } from "@/ipc/types";

/** All values are between 0 and 1. */
export interface Bar {
  /** The start. */
  from: number;
  /** The last event that contains the identity or session. */
  seen: number;
  /** The end; 1 while the identity or session is active. */
  to: number;
}

const instant = (text: string) => new Date(text).getTime();

const startOf = (span: Lifetime) => span.came_at ?? span.first_seen_at;
const endOf = (span: Lifetime) => span.went_at ?? span.last_seen_at;

/** The bars, from the earliest start to `newest`, the time of the user's newest event. */
export function barsOf(spans: readonly Lifetime[], newest: string): Bar[] {
  const begin = Math.min(...spans.map((span) => instant(startOf(span))));
  const end = Math.max(instant(newest), ...spans.map((span) => instant(endOf(span))));
  const part = (text: string) => (end === begin ? 0 : (instant(text) - begin) / (end - begin));
  return spans.map((span) => ({
    from: part(startOf(span)),
    seen: end === begin ? 1 : part(endOf(span)),
    to: span.went === null ? 1 : part(endOf(span)),
  }));
}
