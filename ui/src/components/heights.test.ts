import { describe, expect, it } from "vitest";
import { Heights } from "./heights";

describe("rows of different heights", () => {
  it("are of the usual height until they are measured", () => {
    const heights = new Heights(50);
    expect(heights.top(10, 4)).toBe(200);
    expect(heights.last(10)).toBe(500);
    expect(heights.at(10, 199)).toBe(3);
    expect(heights.at(10, 200)).toBe(4);
    expect(heights.at(10, 9000)).toBe(9);
  });

  it("move what is below them by what they are taller", () => {
    const heights = new Heights(50);
    expect(heights.set(7, 120)).toBe(70);
    expect(heights.top(10, 2)).toBe(100);
    expect(heights.top(10, 3)).toBe(220);
    expect(heights.at(10, 219)).toBe(2);
    expect(heights.set(7, 60)).toBe(-60);
    expect(heights.last(10)).toBe(510);
  });

  it("keep their heights when others come in front", () => {
    const heights = new Heights(50);
    heights.set(0, 10);
    heights.set(9, 100);
    expect(heights.top(12, 2)).toBe(100);
    expect(heights.top(12, 3)).toBe(200);
    expect(heights.last(12)).toBe(12 * 50 - 40 + 50);
  });

  it("agree with adding one up after the other", () => {
    const heights = new Heights(52);
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
});
