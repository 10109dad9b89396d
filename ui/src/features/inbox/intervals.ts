// Sets of rows as sorted intervals of distances from the oldest row. A million adjacent rows are
// one interval, and new rows at the top of the list do not shift any interval. Pure functions.

/** A closed interval: both ends are included. */
export interface Interval {
  low: number;
  high: number;
}

/** Sorted, with a gap of at least one row between two intervals. */
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
  for (const interval of all) {
    if (interval.high < low - 1 || interval.low > high + 1) apart.push(interval);
    else {
      low = Math.min(low, interval.low);
      high = Math.max(high, interval.high);
    }
  }
  return [...apart, { low, high }].sort((a, b) => a.low - b.low);
}

export function without(all: Intervals, distance: number): Intervals {
  return all.flatMap((interval) => {
    if (distance < interval.low || distance > interval.high) return [interval];
    return [
      { low: interval.low, high: distance - 1 },
      { low: distance + 1, high: interval.high },
    ].filter(({ low, high }) => low <= high);
  });
}
