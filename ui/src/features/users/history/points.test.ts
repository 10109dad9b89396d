import { describe, expect, it } from "vitest";
import { isSpan, onlyAt, putA, withA, withB } from "./points";

describe("the points A and B", () => {
  const apart = { a: 2, b: 6, only: false };

  it("stay adjacent while B moves, if only one event is compared", () => {
    expect(onlyAt(5)).toEqual({ a: 4, b: 5, only: true });
    expect(withB(onlyAt(5), 9, 10)).toEqual({ a: 8, b: 9, only: true });
    expect(withB(onlyAt(5), 0, 10)).toEqual({ a: 0, b: 0, only: true });
    expect(isSpan(onlyAt(0))).toBe(false);
  });

  it("keep their order: B pushes A, and A stops before B", () => {
    expect(withB(apart, 1, 10)).toEqual({ a: 0, b: 1, only: false });
    expect(withB(apart, 8, 10)).toEqual({ a: 2, b: 8, only: false });
    expect(withA(apart, 9, 10)).toEqual({ a: 5, b: 6, only: false });
    expect(withA(apart, -3, 10)).toEqual({ a: 0, b: 6, only: false });
  });

  it("stay within the history", () => {
    expect(withB(apart, 99, 10).b).toBe(9);
    expect(withB(onlyAt(0), 1, 1)).toEqual({ a: 0, b: 0, only: true });
    expect(withA(onlyAt(0), 3, 1)).toEqual(onlyAt(0));
  });

  it("swap when A is placed after B", () => {
    expect(putA(apart, 4, 10)).toEqual({ a: 4, b: 6, only: false });
    expect(putA(apart, 9, 10)).toEqual({ a: 6, b: 9, only: false });
    expect(putA(apart, 6, 10)).toBe(apart);
  });

  it("are no longer adjacent after A moves", () => {
    expect(withA(onlyAt(5), 2, 10)).toEqual({ a: 2, b: 5, only: false });
    expect(withA(onlyAt(5), 4, 10)).toEqual(onlyAt(5));
  });
});
