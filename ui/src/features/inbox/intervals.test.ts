import { describe, expect, it } from "vitest";
import { between, countIn, holds, type Intervals, NONE, withAdded, without } from "./intervals";

const of = (...pairs: [number, number][]): Intervals => pairs.map(([low, high]) => ({ low, high }));

describe("intervals of rows", () => {
  it("are counted and searched without listing every row", () => {
    const all = of([0, 999_999]);
    expect(countIn(all)).toBe(1_000_000);
    expect(holds(all, 500_000)).toBe(true);
    expect(holds(all, 1_000_000)).toBe(false);
    expect(countIn(NONE)).toBe(0);
  });

  it("merge when they touch", () => {
    expect(withAdded(of([0, 2], [8, 9]), between(5, 3))).toEqual(of([0, 5], [8, 9]));
    expect(withAdded(of([0, 2], [8, 9]), between(1, 8))).toEqual(of([0, 9]));
    expect(withAdded(of([4, 4]), between(0, 0))).toEqual(of([0, 0], [4, 4]));
  });

  it("split when a row inside is removed", () => {
    expect(without(of([0, 4]), 2)).toEqual(of([0, 1], [3, 4]));
    expect(without(of([0, 4]), 0)).toEqual(of([1, 4]));
    expect(without(of([3, 3]), 3)).toEqual([]);
    expect(without(of([0, 1]), 5)).toEqual(of([0, 1]));
  });

  it("match a plain set after any sequence of additions and removals", () => {
    let all: Intervals = NONE;
    const set = new Set<number>();
    for (let step = 0; step < 500; step += 1) {
      const at = (step * 7919) % 61;
      if (step % 3 === 0) {
        all = without(all, at);
        set.delete(at);
      } else {
        const end = at + (step % 5);
        all = withAdded(all, between(at, end));
        for (let row = at; row <= end; row += 1) set.add(row);
      }
      expect(countIn(all)).toBe(set.size);
      for (let row = 0; row < 70; row += 1) expect(holds(all, row)).toBe(set.has(row));
    }
  });
});
