// Rows that are picked, as stretches of distances from the oldest row: a million rows are one stretch, and new rows in
// front move none. Pure.

/** Both ends belong to it. */
export interface Interval {
  low: number;
  high: number;
}

/** In order, apart from each other by at least one. */
export type Intervals = readonly Interval[];

export const NONE: Intervals = [];

export const countIn = (all: Intervals) => all.reduce((sum, { low, high }) => sum + high - low + 1, 0);

export const holds = (all: Intervals, distance: number) =>
  all.some(({ low, high }) => low <= distance && distance <= high);

export const between = (one: number, other: number): Interval => ({
  low: Math.min(one, other),
  high: Math.max(one, other),
});

export function withAdded(all: Intervals, added: Interval): Intervals {
  let { low, high } = added;
  const apart: Interval[] = [];
  for (const one of all) {
    if (one.high < low - 1 || one.low > high + 1) apart.push(one);
    else {
      low = Math.min(low, one.low);
      high = Math.max(high, one.high);
    }
  }
  return [...apart, { low, high }].sort((a, b) => a.low - b.low);
}

export function without(all: Intervals, distance: number): Intervals {
  return all.flatMap((one) => {
    if (distance < one.low || distance > one.high) return [one];
    return [
      { low: one.low, high: distance - 1 },
      { low: distance + 1, high: one.high },
    ].filter(({ low, high }) => low <= high);
  });
}
