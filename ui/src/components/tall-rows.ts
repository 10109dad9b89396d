// Where rows of different heights stand. Heights are guesses until a row was drawn and measured; sums by blocks make a
// place cheap to find among a million rows. Pure: the list that draws and measures is TallList.tsx.

const BLOCK = 256;

export class TallRows {
  private readonly heights: Float32Array;
  private readonly sums: Float64Array;

  constructor(
    readonly total: number,
    guess: (index: number) => number,
  ) {
    this.heights = new Float32Array(total);
    this.sums = new Float64Array(Math.ceil(total / BLOCK));
    for (let index = 0; index < total; index += 1) {
      const height = guess(index);
      this.heights[index] = height;
      this.sums[Math.floor(index / BLOCK)] = this.sum(Math.floor(index / BLOCK)) + this.at(index);
    }
  }

  /** Takes a measured height; tells whether it is another one. */
  measure(index: number, height: number): boolean {
    if (index < 0 || index >= this.total || Math.abs(this.at(index) - height) < 0.1) return false;
    const block = Math.floor(index / BLOCK);
    const before = this.at(index);
    this.heights[index] = height;
    this.sums[block] = this.sum(block) + this.at(index) - before;
    return true;
  }

  heightOf(index: number): number {
    return this.at(index);
  }

  /** Pixels of rows above a row. */
  topOf(index: number): number {
    const last = Math.min(index, this.total);
    const block = Math.floor(last / BLOCK);
    let top = 0;
    for (let before = 0; before < block; before += 1) top += this.sum(before);
    for (let before = block * BLOCK; before < last; before += 1) top += this.at(before);
    return top;
  }

  /** The row at a number of pixels from the top; the first or the last one beyond the ends. */
  indexAt(offset: number): number {
    let top = 0;
    let block = 0;
    while (block < this.sums.length - 1 && top + this.sum(block) <= offset) {
      top += this.sum(block);
      block += 1;
    }
    let index = block * BLOCK;
    const last = Math.min(this.total, index + BLOCK) - 1;
    while (index < last && top + this.at(index) <= offset) {
      top += this.at(index);
      index += 1;
    }
    return Math.max(0, index);
  }

  get height(): number {
    return this.topOf(this.total);
  }

  private at(index: number): number {
    return this.heights[index] ?? 0;
  }

  private sum(block: number): number {
    return this.sums[block] ?? 0;
  }
}
