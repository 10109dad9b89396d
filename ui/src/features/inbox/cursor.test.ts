import { describe, expect, it } from "vitest";
import { makeEvent } from "@/test/fake-events";
import { arrivedAt, beside, type CursorRows, chosenIndex, keyTarget, moveTo, placeOf } from "./cursor";

const TOTAL = 1000;

/** A listing in which the row at a distance has the id one above it, except the rows that are not fetched. */
const rows = (more: Partial<CursorRows> = {}): CursorRows => {
  const { base = TOTAL } = more;
  return {
    total: TOTAL,
    base,
    epoch: 1,
    row: (index) => ({ ...makeEvent(1, 1).row, id: base - index }),
    find: (id) => id - 1,
    ...more,
  };
};
const nothing = rows({ row: () => undefined, find: () => null });

describe("the place of the chosen event", () => {
  it("stays known after its row left the cache, and moves down with new rows in front", () => {
    const place = placeOf(null, 400, rows());
    expect(chosenIndex(place, 400, rows())).toBe(600);
    expect(placeOf(place, 400, nothing)).toBe(place);
    expect(chosenIndex(place, 400, nothing)).toBe(600);
    expect(chosenIndex(place, 400, rows({ total: 1012, base: 1012 }))).toBe(612);
  });

  it("is unknown in another epoch until the row is found again", () => {
    const place = placeOf(null, 400, rows());
    expect(chosenIndex(place, 400, { ...nothing, epoch: 2 })).toBeNull();
    expect(chosenIndex(place, 400, rows({ epoch: 2, find: () => 10 }))).toBe(989);
  });

  it("is none in front of all shown rows, and without a choice", () => {
    expect(chosenIndex(null, 1005, rows())).toBeNull();
    expect(chosenIndex(placeOf(null, 400, rows()), null, rows())).toBeNull();
  });
});

describe("a move", () => {
  it("chooses the row, or the nearest one", () => {
    expect(moveTo(rows(), 3)).toEqual({ index: 3, id: 997, awaited: null });
    expect(moveTo(rows(), 5000)).toEqual({ index: 999, id: 1, awaited: null });
    expect(moveTo(rows(), -1)?.index).toBe(0);
    expect(moveTo(rows({ total: 0, base: 0 }), 0)).toBeNull();
  });

  it("awaits a row that is not fetched, and finds it after others came in front", () => {
    expect(moveTo(nothing, 3)).toEqual({ index: 3, id: null, awaited: 996 });
    expect(arrivedAt(nothing, 996)).toBeNull();
    expect(arrivedAt(rows({ total: 1012, base: 1012 }), 996)).toBe(997);
  });
});

describe("keys", () => {
  const from = { awaited: null, chosen: 10 };

  it("lead one row, a page less one row, or to an end", () => {
    const leads = (key: string) => keyTarget(rows(), from, key, 20);
    expect(["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", "x"].map(leads)).toEqual([
      11,
      9,
      29,
      0,
      0,
      999,
      null,
    ]);
  });

  it("go on from the awaited row", () => {
    expect(beside(rows(), { awaited: 900, chosen: 10 }, 1)).toBe(100);
  });

  it("begin at the first row without a chosen one", () => {
    expect(beside(rows(), { awaited: null, chosen: null }, 1)).toBe(0);
  });
});
