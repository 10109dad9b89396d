// The geometry of the track: one dot per event in a short history, evenly spaced ticks in a long
// one. Pure functions.

/** The most events that are shown as one dot each. */
export const MAX_DOTS = 24;
const MAX_TICKS = 120;

/** The position of an event on the track, from 0 for the oldest to 1 for the newest. */
export const along = (distance: number, total: number) => (total < 2 ? 0.5 : distance / (total - 1));

/** The event nearest to a position on the track. */
export const nearest = (fraction: number, total: number) =>
  Math.round(Math.min(Math.max(fraction, 0), 1) * Math.max(0, total - 1));

/** The number of events between two ticks: 1, 2, 5, 10, 20 … */
export function tickStep(total: number): number {
  for (let tens = 1; ; tens *= 10)
    for (const step of [tens, 2 * tens, 5 * tens]) if (total / step <= MAX_TICKS) return step;
}

/** The distances of the events with a tick, including both ends. */
export function ticksOf(total: number): number[] {
  const step = tickStep(total);
  const ticks: number[] = [];
  for (let distance = 0; distance < total - 1; distance += step) ticks.push(distance);
  if (total > 0) ticks.push(total - 1);
  return ticks;
}

/** The distances of the events with a day label: both ends and some events between them. */
export function labeledEvents(total: number): number[] {
  const parts = Math.min(4, total - 1);
  if (parts < 1) return total === 1 ? [0] : [];
  const all = Array.from({ length: parts + 1 }, (_, at) => nearest(at / parts, total));
  return [...new Set(all)];
}
