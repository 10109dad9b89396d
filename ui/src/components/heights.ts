// Where rows of different heights stand. A row that was never measured is taken to be of the usual height. Rows are told
// apart by their distance from the last one: what comes in front changes every position, and no distance.

/** Rows beyond this keep the usual height. */
const MOST = 2 ** 21;

export class Heights {
  private readonly known = new Map<number, number>();
  /** A Fenwick tree over what rows are taller than usual, by distance; what is not there is 0. */
  private readonly sums = new Map<number, number>();

  constructor(private readonly usual: number) {}

  isKnown(distance: number): boolean {
    return this.known.has(distance);
  }

  /** Keeps the height of a row and tells by how much it is taller than it was taken to be. */
  set(distance: number, height: number): number {
    const change = height - (this.known.get(distance) ?? this.usual);
    if (distance >= MOST) return 0;
    this.known.set(distance, height);
    if (change === 0) return 0;
    for (let node = distance + 1; node <= MOST; node += node & -node)
      this.sums.set(node, (this.sums.get(node) ?? 0) + change);
    return change;
  }

  /** Pixels of the last rows, so many of them. */
  last(rows: number): number {
    let sum = rows * this.usual;
    for (let node = Math.min(rows, MOST); node > 0; node -= node & -node) sum += this.sums.get(node) ?? 0;
    return sum;
  }

  /** Pixels above a row, among `total` of them. */
  top(total: number, index: number): number {
    return this.last(total) - this.last(total - index);
  }

  /** The row at so many pixels from the first. */
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
