import { describe, expect, it, vi } from "vitest";
import { Heights, sectionHeights, uniformHeights } from "./heights";

describe("rows of different heights", () => {
  it("have the estimated height until they are measured", () => {
    const heights = new Heights(uniformHeights(50));
    expect(heights.top(10, 4)).toBe(200);
    expect(heights.last(10)).toBe(500);
    expect(heights.at(10, 199)).toBe(3);
    expect(heights.at(10, 200)).toBe(4);
    expect(heights.at(10, 9000)).toBe(9);
  });

  it("move the rows below them by the difference in height", () => {
    const heights = new Heights(uniformHeights(50));
    expect(heights.set(7, 120)).toBe(70);
    expect(heights.set(7, 120)).toBe(0);
    expect(heights.top(10, 2)).toBe(100);
    expect(heights.top(10, 3)).toBe(220);
    expect(heights.at(10, 219)).toBe(2);
    expect(heights.set(7, 60)).toBe(-60);
    expect(heights.last(10)).toBe(510);
  });

  it("keep their heights when rows are added in front", () => {
    const heights = new Heights(uniformHeights(50));
    heights.set(0, 10);
    heights.set(9, 100);
    expect(heights.top(12, 2)).toBe(100);
    expect(heights.top(12, 3)).toBe(200);
    expect(heights.last(12)).toBe(12 * 50 - 40 + 50);
  });

  it("match a simple sum of all heights", () => {
    const heights = new Heights(uniformHeights(52));
    const all = Array.from({ length: 1000 }, (_, at) => 30 + ((at * 7919) % 211));
    all.forEach((height, distance) => {
      heights.set(distance, height);
    });
    let top = 0;
    for (let index = 0; index < 1000; index += 1) {
      expect(heights.top(1000, index)).toBe(top);
      expect(heights.at(1000, top)).toBe(index);
      top += all[999 - index] ?? 0;
    }
  });

  it("move only the rows below a measured row, among five million rows", () => {
    const total = 5_000_000;
    const heights = new Heights(uniformHeights(20));
    expect(heights.set(total - 1 - 50_000, 60)).toBe(40);
    expect(heights.top(total, 50_000)).toBe(1_000_000);
    expect(heights.top(total, 50_001)).toBe(1_000_060);
    expect(heights.last(total)).toBe(100_000_040);
    expect(heights.at(total, 1_000_059)).toBe(50_000);
    expect(heights.at(total, 1_000_060)).toBe(50_001);
  });

  it("are found without a search until a row is measured", () => {
    const at = vi.fn((offset: number) => Math.floor(offset / 20));
    const heights = new Heights({ ...uniformHeights(20), at });
    expect(heights.at(1_000_000, 12_345_678)).toBe(617_283);
    expect(at).toHaveBeenCalledTimes(1);
    heights.set(999_999, 60);
    expect(heights.at(1_000_000, 12_345_678)).toBe(617_281);
    expect(at).toHaveBeenCalledTimes(1);
  });

  it("are the first or the last row for an offset beyond the ends", () => {
    const heights = new Heights(uniformHeights(10));
    expect(heights.at(4, -5)).toBe(0);
    expect(heights.at(4, 1e9)).toBe(3);
    expect(heights.at(0, 50)).toBe(0);
  });

  it("that do not exist change nothing", () => {
    const heights = new Heights(uniformHeights(10));
    expect(heights.set(-1, 50)).toBe(0);
    expect(heights.last(3)).toBe(30);
  });
});

describe("sections of rows", () => {
  const parts = [
    { count: 2, height: 10 },
    { count: 0, height: 99 },
    { count: 3, height: 40 },
  ];

  it("are stacked, each with its own row height", () => {
    const heights = new Heights(sectionHeights(parts));
    expect([0, 1, 2, 3, 4, 5].map((index) => heights.top(5, index))).toEqual([0, 10, 20, 60, 100, 140]);
    expect([0, 9, 10, 19, 20, 139].map((offset) => heights.at(5, offset))).toEqual([0, 0, 1, 1, 2, 4]);
    expect([4, 3, 2, 1, 0].map((distance) => heights.of(distance))).toEqual([10, 10, 40, 40, 40]);
  });

  it("have rows that are measured like any other", () => {
    const heights = new Heights(sectionHeights(parts));
    expect(heights.set(3, 12)).toBe(2);
    expect(heights.top(5, 2)).toBe(22);
    expect(heights.last(5)).toBe(142);
  });
});
