import { describe, expect, it } from "vitest";
import { isSpan, onlyAt, putA, withA, withB } from "./points";

describe("the two points of a history", () => {
  const apart = { a: 2, b: 6, only: false };

  it("are one event and the one before it, and stay so while B moves", () => {
    expect(onlyAt(5)).toEqual({ a: 4, b: 5, only: true });
    expect(withB(onlyAt(5), 9, 10)).toEqual({ a: 8, b: 9, only: true });
    expect(withB(onlyAt(5), 0, 10)).toEqual({ a: 0, b: 0, only: true });
    expect(isSpan(onlyAt(0))).toBe(false);
  });

  it("stay in their order: B pushes A ahead, A stops before B", () => {
    expect(withB(apart, 1, 10)).toEqual({ a: 0, b: 1, only: false });
    expect(withB(apart, 8, 10)).toEqual({ a: 2, b: 8, only: false });
    expect(withA(apart, 9, 10)).toEqual({ a: 5, b: 6, only: false });
    expect(withA(apart, -3, 10)).toEqual({ a: 0, b: 6, only: false });
  });

  it("do not leave the history", () => {
    expect(withB(apart, 99, 10).b).toBe(9);
    expect(withB(onlyAt(0), 1, 1)).toEqual({ a: 0, b: 0, only: true });
    expect(withA(onlyAt(0), 3, 1)).toEqual(onlyAt(0));
  });

  it("change places when A is put after B", () => {
    expect(putA(apart, 4, 10)).toEqual({ a: 4, b: 6, only: false });
    expect(putA(apart, 9, 10)).toEqual({ a: 6, b: 9, only: false });
    expect(putA(apart, 6, 10)).toBe(apart);
  });

  it("no longer follow each other once A was moved", () => {
    expect(withA(onlyAt(5), 2, 10)).toEqual({ a: 2, b: 5, only: false });
    expect(withA(onlyAt(5), 4, 10)).toEqual(onlyAt(5));
  });
});
