// Where rows of different heights stand. A row has its usual height until it is measured. Rows are identified by their
// distance from the last one: rows added in front change every index and no distance.

/** The heights rows have until they are measured. */
export interface Usual {
  of: (distance: number) => number;
  /** The height of the last `rows` rows together. */
  last: (rows: number) => number;
  /** The row at an offset from the first, without a search; where it is missing, rows are found by bisection. */
  at?: (offset: number) => number;
}

/** All rows of one height. */
export const evenly = (height: number): Usual => ({
  of: () => height,
  last: (rows) => rows * height,
  at: (offset) => Math.floor(offset / height),
});

/** Stretches of rows below each other, each of its own height. */
export function stretches(parts: readonly { count: number; height: number }[]): Usual {
  const fromLast = [...parts].reverse();
  return {
    of: (distance) => {
      let left = distance;
      for (const { count, height } of fromLast) {
        if (left < count) return height;
        left -= count;
      }
      return 0;
    },
    last: (rows) => {
      let left = rows;
      let sum = 0;
      for (const { count, height } of fromLast) {
        if (left <= 0) break;
        sum += Math.min(left, count) * height;
        left -= count;
      }
      return sum;
    },
  };
}

/** More rows than any list has, within 32 bits. */
const MOST = 2 ** 30;

/** A smaller difference comes from the rounding of the layout. */
const SAME = 0.1;

export class Heights {
  private readonly known = new Map<number, number>();
  /** A Fenwick tree over the differences from the usual heights, by distance; a missing node is 0. */
  private readonly sums = new Map<number, number>();

  constructor(private readonly usual: Usual) {}

  of(distance: number): number {
    return this.known.get(distance) ?? this.usual.of(distance);
  }

  /** Stores the measured height of a row and returns the difference from the height it had so far. */
  set(distance: number, height: number): number {
    if (distance < 0 || distance >= MOST) return 0;
    const change = height - this.of(distance);
    if (Math.abs(change) < SAME) return 0;
    this.known.set(distance, height);
    for (let node = distance + 1; node <= MOST; node += node & -node)
      this.sums.set(node, (this.sums.get(node) ?? 0) + change);
    return change;
  }

  /** The height of the last `rows` rows together. */
  last(rows: number): number {
    let sum = this.usual.last(rows);
    if (this.sums.size === 0) return sum;
    for (let node = Math.min(rows, MOST); node > 0; node -= node & -node) sum += this.sums.get(node) ?? 0;
    return sum;
  }

  /** The height of all rows above a row. */
  top(total: number, index: number): number {
    return this.last(total) - this.last(total - index);
  }

  /** The row at an offset from the first row; the first or the last row for an offset beyond the ends. */
  at(total: number, offset: number): number {
    let first = 0;
    let last = Math.max(0, total - 1);
    // Rows of one height that were never measured: a list of a million rows scrolls without a search.
    if (this.usual.at !== undefined && this.sums.size === 0)
      return Math.min(Math.max(this.usual.at(offset), first), last);
    while (first < last) {
      const middle = Math.ceil((first + last) / 2);
      if (this.top(total, middle) <= offset) first = middle;
      else last = middle - 1;
    }
    return first;
  }
}
