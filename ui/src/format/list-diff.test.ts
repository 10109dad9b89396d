import { expect, it } from "vitest";
import { pick, rng } from "@/test/random-json";
import { hunksOf } from "./list-diff";

const listOf = (text: string) => [...text];

it("finds the fewest differences between two lists", () => {
  expect(hunksOf(listOf("abcdef"), listOf("abXdeYZ"))).toEqual([
    { from: 2, to: 3, newFrom: 2, newTo: 3 },
    { from: 5, to: 6, newFrom: 5, newTo: 7 },
  ]);
  expect(hunksOf(listOf("abc"), listOf("abc"))).toEqual([]);
  expect(hunksOf([], listOf("ab"))).toEqual([{ from: 0, to: 0, newFrom: 0, newTo: 2 }]);
});

it("turns the old list into the new list, whatever differs", () => {
  const next = rng(5);
  for (let run = 0; run < 500; run += 1) {
    const random = () => Array.from({ length: Math.floor(next() * 12) }, () => pick(next, ["a", "b", "c"]));
    const [before, after] = [random(), random()];
    const hunks = hunksOf(before, after);
    const made: string[] = [];
    let at = 0;
    for (const { from, to, newFrom, newTo } of hunks) {
      made.push(...before.slice(at, from), ...after.slice(newFrom, newTo));
      at = to;
    }
    made.push(...before.slice(at));
    expect(made, `${before.join("")} ${after.join("")}`).toEqual(after);
  }
});
