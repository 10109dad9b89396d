// The two points of a history that are compared. A point is the distance of its event from the oldest one: events that
// arrive change every position, and no distance. A is the earlier one, except in a history of one event.
export interface Points {
  a: number;
  b: number;
  /** A follows B: only what B's event changed is compared. */
  only: boolean;
}

const before = (distance: number) => Math.max(0, distance - 1);
const within = (distance: number, total: number) => Math.min(Math.max(distance, 0), Math.max(0, total - 1));

/** One event and the one before it. */
export const onlyAt = (b: number): Points => ({ a: before(b), b, only: true });

/** B never passes A: it takes it along. */
export function withB(points: Points, to: number, total: number): Points {
  const b = within(to, total);
  return points.only ? onlyAt(b) : { ...points, b, a: Math.min(points.a, before(b)) };
}

/** A stops before B. */
export function withA(points: Points, to: number, total: number): Points {
  const a = Math.min(within(to, total), before(points.b));
  return a === points.a ? points : { ...points, a, only: false };
}

/** A is put on an event; one after B becomes B, and B becomes A. */
export function putA(points: Points, to: number, total: number): Points {
  const at = within(to, total);
  if (at === points.b) return points;
  const [a, b] = at < points.b ? [at, points.b] : [points.b, at];
  return { a, b, only: false };
}

/** Whether there is anything between them. */
export const isSpan = (points: Points) => points.a < points.b;
