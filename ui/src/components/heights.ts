// Positions of rows with different heights. A row has an estimated height until it is measured.
// Rows are identified by their distance from the last row, because rows that are added in front
// change every index but no distance.

/** The heights of rows before they are measured. */
export interface EstimatedHeights {
  of: (distance: number) => number;
  /** The total height of the last `rows` rows. */
  last: (rows: number) => number;
  /**
   * The index of the row at an offset, without a search. Without this function, a binary search
   * finds the row.
   */
  at?: (offset: number) => number;
}

/** All rows of one height. */
export const uniformHeights = (height: number): EstimatedHeights => ({
  of: () => height,
  last: (rows) => rows * height,
  at: (offset) => Math.floor(offset / height),
});

/** Sections of rows, each with its own row height. */
export function sectionHeights(parts: readonly { count: number; height: number }[]): EstimatedHeights {
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
const MAX_ROWS = 2 ** 30;

/** Smaller differences are rounding errors of the layout. */
const HEIGHT_TOLERANCE = 0.1;

export class Heights {
  private readonly measured = new Map<number, number>();
  /**
   * A Fenwick tree of the differences from the estimated heights, by distance. A missing node is 0.
   */
  private readonly sums = new Map<number, number>();

  constructor(private readonly estimates: EstimatedHeights) {}

  of(distance: number): number {
    return this.measured.get(distance) ?? this.estimates.of(distance);
  }

  /** Stores the measured height of a row. Returns the difference from its previous height. */
  set(distance: number, height: number): number {
    if (distance < 0 || distance >= MAX_ROWS) return 0;
    const change = height - this.of(distance);
    if (Math.abs(change) < HEIGHT_TOLERANCE) return 0;
    this.measured.set(distance, height);
    for (let node = distance + 1; node <= MAX_ROWS; node += node & -node)
      this.sums.set(node, (this.sums.get(node) ?? 0) + change);
    return change;
  }

  /** The total height of the last `rows` rows. */
  last(rows: number): number {
    let sum = this.estimates.last(rows);
    if (this.sums.size === 0) return sum;
    for (let node = Math.min(rows, MAX_ROWS); node > 0; node -= node & -node) sum += this.sums.get(node) ?? 0;
    return sum;
  }

  /** The total height of the rows above a row. */
  top(total: number, index: number): number {
    return this.last(total) - this.last(total - index);
  }

  /** The index of the row at an offset. An offset beyond an end gives the first or the last row. */
  at(total: number, offset: number): number {
    let first = 0;
    let last = Math.max(0, total - 1);
    // Without measured rows, a list of a million rows scrolls without a search.
    if (this.estimates.at !== undefined && this.sums.size === 0)
      return Math.min(Math.max(this.estimates.at(offset), first), last);
    while (first < last) {
      const middle = Math.ceil((first + last) / 2);
      if (this.top(total, middle) <= offset) first = middle;
      else last = middle - 1;
    }
    return first;
  }
}
