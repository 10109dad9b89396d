import { describe, expect, it } from "vitest";
import { TallRows } from "./tall-rows";

describe("rows of different heights", () => {
  it("stand below each other", () => {
    const rows = new TallRows(4, (index) => [10, 20, 30, 40][index] ?? 0);
    expect([0, 1, 2, 3, 4].map((index) => rows.topOf(index))).toEqual([0, 10, 30, 60, 100]);
    expect(rows.height).toBe(100);
    expect([0, 9, 10, 59, 60, 99].map((offset) => rows.indexAt(offset))).toEqual([0, 0, 1, 2, 3, 3]);
  });

  it("are found beyond the ends as the first and the last", () => {
    const rows = new TallRows(4, () => 10);
    expect(rows.indexAt(-5)).toBe(0);
    expect(rows.indexAt(1e9)).toBe(3);
    expect(new TallRows(0, () => 10).indexAt(50)).toBe(0);
  });

  it("move what is below when one turns out taller, and nothing above", () => {
    const rows = new TallRows(100_000, () => 20);
    expect(rows.measure(50_000, 60)).toBe(true);
    expect(rows.measure(50_000, 60)).toBe(false);
    expect(rows.topOf(50_000)).toBe(1_000_000);
    expect(rows.topOf(50_001)).toBe(1_000_060);
    expect(rows.height).toBe(2_000_040);
    expect(rows.indexAt(1_000_059)).toBe(50_000);
    expect(rows.indexAt(1_000_060)).toBe(50_001);
  });

  it("agree on place and row everywhere, across blocks", () => {
    const rows = new TallRows(1000, (index) => 10 + (index % 7));
    for (let index = 0; index < 1000; index += 13) {
      expect(rows.indexAt(rows.topOf(index))).toBe(index);
      expect(rows.indexAt(rows.topOf(index + 1) - 0.5)).toBe(index);
    }
  });

  it("that were never measured are not taken in, and a row that is not there changes nothing", () => {
    const rows = new TallRows(3, () => 10);
    expect(rows.measure(3, 50)).toBe(false);
    expect(rows.measure(-1, 50)).toBe(false);
    expect(rows.height).toBe(30);
  });
});
