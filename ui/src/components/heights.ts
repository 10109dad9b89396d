// Where rows of different heights stand. A row that was never measured is taken to be of its usual height. Rows are told
// apart by their distance from the last one: what comes in front changes every position, and no distance.

/** The heights rows have until they are measured. */
export interface Usual {
  of: (distance: number) => number;
  /** Of the last rows together, so many of them. */
  last: (rows: number) => number;
}

/** All rows of one height. */
export const evenly = (height: number): Usual => ({ of: () => height, last: (rows) => rows * height });

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

/** Above any number of rows there can be, and small enough for 32 bits. */
const MOST = 2 ** 30;

/** Less than this is no other height: a layout rounds. */
const SAME = 0.1;

export class Heights {
  private readonly known = new Map<number, number>();
  /** A Fenwick tree over what rows are taller than usual, by distance; what is not there is 0. */
  private readonly sums = new Map<number, number>();

  constructor(private readonly usual: Usual) {}

  of(distance: number): number {
    return this.known.get(distance) ?? this.usual.of(distance);
  }

  /** Keeps the height of a row and tells by how much it is taller than it was taken to be. */
  set(distance: number, height: number): number {
    if (distance < 0 || distance >= MOST) return 0;
    const change = height - this.of(distance);
    if (Math.abs(change) < SAME) return 0;
    this.known.set(distance, height);
    for (let node = distance + 1; node <= MOST; node += node & -node)
      this.sums.set(node, (this.sums.get(node) ?? 0) + change);
    return change;
  }

  /** Pixels of the last rows, so many of them. */
  last(rows: number): number {
    let sum = this.usual.last(rows);
    for (let node = Math.min(rows, MOST); node > 0; node -= node & -node) sum += this.sums.get(node) ?? 0;
    return sum;
  }

  /** Pixels above a row, among `total` of them. */
  top(total: number, index: number): number {
    return this.last(total) - this.last(total - index);
  }

  /** The row at so many pixels from the first; the first or the last one beyond the ends. */
  at(total: number, offset: number): number {
    let first = 0;
    let last = Math.max(0, total - 1);
    while (first < last) {
      const middle = Math.ceil((first + last) / 2);
      if (this.top(total, middle) <= offset) first = middle;
      else last = middle - 1;
    }
    return first;
  }
}
