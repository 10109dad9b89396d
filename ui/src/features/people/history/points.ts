// The two points of a history that are compared. A point is the distance of its event from the oldest one, because new
// events change every position but no distance. A is the earlier one, except in a history of one event. Pure.
export interface Points {
  a: number;
  b: number;
  /** A stays one event before B, so that the comparison shows what B's event changed. */
  only: boolean;
}

const before = (distance: number) => Math.max(0, distance - 1);
const within = (distance: number, total: number) => Math.min(Math.max(distance, 0), Math.max(0, total - 1));

/** One event and the one before it. */
export const onlyAt = (b: number): Points => ({ a: before(b), b, only: true });

/** Moves B. B never passes A but pushes it ahead. */
export function withB(points: Points, to: number, total: number): Points {
  const b = within(to, total);
  return points.only ? onlyAt(b) : { ...points, b, a: Math.min(points.a, before(b)) };
}

/** Moves A, which stops before B. */
export function withA(points: Points, to: number, total: number): Points {
  const a = Math.min(within(to, total), before(points.b));
  return a === points.a ? points : { ...points, a, only: false };
}

/** Puts A on an event. On an event after B, the two swap roles. */
export function putA(points: Points, to: number, total: number): Points {
  const at = within(to, total);
  if (at === points.b) return points;
  const [a, b] = at < points.b ? [at, points.b] : [points.b, at];
  return { a, b, only: false };
}

/** There is something between them. */
export const isSpan = (points: Points) => points.a < points.b;
