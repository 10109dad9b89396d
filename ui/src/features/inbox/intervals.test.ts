import { describe, expect, it } from "vitest";
import { between, countIn, holds, type Intervals, NONE, withAdded, without } from "./intervals";

const of = (...pairs: [number, number][]): Intervals => pairs.map(([low, high]) => ({ low, high }));

describe("stretches of rows", () => {
  it("are counted and asked without a list of them all", () => {
    const all = of([0, 999_999]);
    expect(countIn(all)).toBe(1_000_000);
    expect(holds(all, 500_000)).toBe(true);
    expect(holds(all, 1_000_000)).toBe(false);
    expect(countIn(NONE)).toBe(0);
  });

  it("become one where they touch", () => {
    expect(withAdded(of([0, 2], [8, 9]), between(5, 3))).toEqual(of([0, 5], [8, 9]));
    expect(withAdded(of([0, 2], [8, 9]), between(1, 8))).toEqual(of([0, 9]));
    expect(withAdded(of([4, 4]), between(0, 0))).toEqual(of([0, 0], [4, 4]));
  });

  it("fall apart where one is taken away", () => {
    expect(without(of([0, 4]), 2)).toEqual(of([0, 1], [3, 4]));
    expect(without(of([0, 4]), 0)).toEqual(of([1, 4]));
    expect(without(of([3, 3]), 3)).toEqual([]);
    expect(without(of([0, 1]), 5)).toEqual(of([0, 1]));
  });

  it("agree with a plain set, whatever is added and taken away", () => {
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
        for (let one = at; one <= end; one += 1) set.add(one);
      }
      expect(countIn(all)).toBe(set.size);
      for (let one = 0; one < 70; one += 1) expect(holds(all, one)).toBe(set.has(one));
    }
  });
});
