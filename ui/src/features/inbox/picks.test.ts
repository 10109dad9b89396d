import { describe, expect, it } from "vitest";
import { NO_PICKS, type PickEvent, type PickList, reducePicks } from "./picks";

const list = (chosen: number | null, total = 100): PickList => ({ total, base: total, chosen });
const reduced = (...events: PickEvent[]) => events.reduce(reducePicks, NO_PICKS);
const toggled = (index: number, of: PickList) => ({ type: "toggled", index, list: of }) as const;
const extended = (index: number, of: PickList) => ({ type: "extended", index, list: of }) as const;

describe("picking rows", () => {
  it("adds the chosen row first, and unpicks a picked row", () => {
    const two = reduced(toggled(5, list(2)));
    expect(two.picked).toEqual([
      { low: 94, high: 94 },
      { low: 97, high: 97 },
    ]);
    expect(reducePicks(two, toggled(2, list(5))).picked).toEqual([{ low: 94, high: 94 }]);
  });

  it("picks only the chosen row when that row is toggled", () => {
    expect(reduced(toggled(2, list(2))).picked).toEqual([{ low: 97, high: 97 }]);
  });

  it("extends a range from the chosen row in both directions, and keeps the anchor", () => {
    const down = reduced(extended(20, list(10)));
    expect(down.picked).toEqual([{ low: 79, high: 89 }]);
    expect(reducePicks(down, extended(5, list(20))).picked).toEqual([{ low: 89, high: 94 }]);
    expect(reducePicks(down, extended(10, list(20))).picked).toEqual([]);
  });

  it("extends from the new row after the cursor moves", () => {
    expect(reduced(extended(20, list(10)), { type: "moved" }, extended(32, list(30))).picked).toEqual([
      { low: 67, high: 69 },
    ]);
  });

  it("stores a range of a million rows as one interval", () => {
    expect(reduced(extended(999_999, list(0, 1_000_000))).picked).toEqual([{ low: 0, high: 999_999 }]);
  });

  it("ignores a range beyond the ends of the list, or without a chosen row", () => {
    expect(reduced(extended(100, list(10)))).toBe(NO_PICKS);
    expect(reduced(extended(10, list(null)))).toBe(NO_PICKS);
  });

  it("keeps the picked rows when new rows arrive at the top", () => {
    const { picked } = reduced(toggled(5, list(5)), toggled(8, list(6, 101)));
    expect(picked).toEqual([
      { low: 92, high: 92 },
      { low: 94, high: 94 },
    ]);
  });

  it("picks all rows of a list, including rows with negative distances, but never a single row", () => {
    expect(reduced({ type: "pickedAll", list: { total: 120, base: 100, chosen: null } }).picked).toEqual([
      { low: -20, high: 99 },
    ]);
    expect(reduced({ type: "pickedAll", list: list(0, 1) })).toBe(NO_PICKS);
  });

  it("clears the picks and the anchor", () => {
    expect(reduced(extended(20, list(10)), { type: "cleared" })).toBe(NO_PICKS);
  });
});
