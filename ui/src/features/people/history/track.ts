// The marks on a track of events: a dot for each of a few, or even ticks that stand for several of many. Pure.

/** Up to this number, each event has its own dot. */
export const FEW = 24;
const MOST_TICKS = 120;

/** The place of an event on the track, from 0 for the oldest to 1 for the newest. */
export const along = (distance: number, total: number) => (total < 2 ? 0.5 : distance / (total - 1));

/** The event nearest to a place on the track. */
export const nearest = (fraction: number, total: number) =>
  Math.round(Math.min(Math.max(fraction, 0), 1) * Math.max(0, total - 1));

/** The number of events between two ticks: 1, 2, 5, 10, 20 … */
export function tickStep(total: number): number {
  for (let tens = 1; ; tens *= 10)
    for (const step of [tens, 2 * tens, 5 * tens]) if (total / step <= MOST_TICKS) return step;
}

/** The distances of the events with a tick, both ends included. */
export function ticksOf(total: number): number[] {
  const step = tickStep(total);
  const ticks: number[] = [];
  for (let distance = 0; distance < total - 1; distance += step) ticks.push(distance);
  if (total > 0) ticks.push(total - 1);
  return ticks;
}

/** The distances of the events whose days are shown below the track: both ends and some between them. */
export function marksOf(total: number): number[] {
  const parts = Math.min(4, total - 1);
  if (parts < 1) return total === 1 ? [0] : [];
  const all = Array.from({ length: parts + 1 }, (_, at) => nearest(at / parts, total));
  return [...new Set(all)];
}
