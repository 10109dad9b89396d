import { expect, it } from "vitest";
import { newer } from "./newer";

const of = (before: [number, number], next: [number, number]) =>
  newer(
    before,
    next,
    ([one], [other]) => one === other,
    ([, age]) => age,
  );

it("keeps the newer state of the same run, in any order of arrival", () => {
  expect(of([1, 5], [1, 9])).toEqual([1, 9]);
  expect(of([1, Number.POSITIVE_INFINITY], [1, 0])).toEqual([1, Number.POSITIVE_INFINITY]);
  expect(of([1, Number.POSITIVE_INFINITY], [2, 0])).toEqual([2, 0]);
});
