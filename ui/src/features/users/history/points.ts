// The two points A and B of a history, whose events are compared. A point is the distance of its
// event from the oldest event, because new events change every index but no distance. A is before
// B, except in a history with one event. Pure functions.
export interface Points {
  a: number;
  b: number;
  /** A stays one event before B, so that the comparison shows only the changes of B's event. */
  only: boolean;
}

const before = (distance: number) => Math.max(0, distance - 1);
const within = (distance: number, total: number) => Math.min(Math.max(distance, 0), Math.max(0, total - 1));

/** B at an event, and A at the event before it. */
export const onlyAt = (b: number): Points => ({ a: before(b), b, only: true });

/** Moves B. B never passes A; it pushes A instead. */
export function withB(points: Points, to: number, total: number): Points {
  const b = within(to, total);
  return points.only ? onlyAt(b) : { ...points, b, a: Math.min(points.a, before(b)) };
}

/** Moves A. A stops before B. */
export function withA(points: Points, to: number, total: number): Points {
  const a = Math.min(within(to, total), before(points.b));
  return a === points.a ? points : { ...points, a, only: false };
}

/** Places A at an event. If the event is after B, A and B swap roles. */
export function putA(points: Points, to: number, total: number): Points {
  const at = within(to, total);
  if (at === points.b) return points;
  const [a, b] = at < points.b ? [at, points.b] : [points.b, at];
  return { a, b, only: false };
}

/** Whether A is before B; false in a history with one event, or with B at the oldest event. */
export const isSpan = (points: Points) => points.a < points.b;
