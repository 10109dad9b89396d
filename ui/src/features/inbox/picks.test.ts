import { describe, expect, it } from "vitest";
import { NO_PICKS, type PickEvent, type PickList, reducePicks } from "./picks";

const list = (chosen: number | null, total = 100): PickList => ({ total, base: total, chosen });
const reduced = (...events: PickEvent[]) => events.reduce(reducePicks, NO_PICKS);
const toggled = (index: number, of: PickList) => ({ type: "toggled", index, list: of }) as const;
const reached = (index: number, of: PickList) => ({ type: "reached", index, list: of }) as const;

describe("picking rows", () => {
  it("adds the chosen row first, and takes a pick back", () => {
    const two = reduced(toggled(5, list(2)));
    expect(two.picked).toEqual([
      { low: 94, high: 94 },
      { low: 97, high: 97 },
    ]);
    expect(reducePicks(two, toggled(2, list(5))).picked).toEqual([{ low: 94, high: 94 }]);
  });

  it("picks the chosen row itself alone", () => {
    expect(reduced(toggled(2, list(2))).picked).toEqual([{ low: 97, high: 97 }]);
  });

  it("reaches from the chosen row, then from the same one again, in both directions", () => {
    const down = reduced(reached(20, list(10)));
    expect(down.picked).toEqual([{ low: 79, high: 89 }]);
    expect(reducePicks(down, reached(5, list(20))).picked).toEqual([{ low: 89, high: 94 }]);
    expect(reducePicks(down, reached(10, list(20))).picked).toEqual([]);
  });

  it("reaches from another row once the cursor moved", () => {
    expect(reduced(reached(20, list(10)), { type: "moved" }, reached(32, list(30))).picked).toEqual([
      { low: 67, high: 69 },
    ]);
  });

  it("reaches over a million rows with one stretch", () => {
    expect(reduced(reached(999_999, list(0, 1_000_000))).picked).toEqual([{ low: 0, high: 999_999 }]);
  });

  it("reaches nothing beyond the ends, or without a row to begin at", () => {
    expect(reduced(reached(100, list(10)))).toBe(NO_PICKS);
    expect(reduced(reached(10, list(null)))).toBe(NO_PICKS);
  });

  it("keeps the picks in place when rows come in front", () => {
    const { picked } = reduced(toggled(5, list(5)), toggled(8, list(6, 101)));
    expect(picked).toEqual([
      { low: 92, high: 92 },
      { low: 94, high: 94 },
    ]);
  });

  it("picks all rows of a list, also those behind the oldest first one, but not a single row", () => {
    expect(reduced({ type: "pickedAll", list: { total: 120, base: 100, chosen: null } }).picked).toEqual([
      { low: -20, high: 99 },
    ]);
    expect(reduced({ type: "pickedAll", list: list(0, 1) })).toBe(NO_PICKS);
  });

  it("forgets picks and anchor", () => {
    expect(reduced(reached(20, list(10)), { type: "cleared" })).toBe(NO_PICKS);
  });
});
