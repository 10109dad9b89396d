import { describe, expect, it } from "vitest";
import { makeEvent } from "@/test/fake-events";
import { arrivedAt, type CursorRows, chosenIndex, keyTarget, moveTo, placeOf, stepFrom } from "./cursor";

const TOTAL = 1000;

/** A listing in which the id of a row is its distance plus one. */
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
const unfetched = rows({ row: () => undefined, find: () => null });

describe("the position of the chosen event", () => {
  it("is kept after its row leaves the cache, and moves down when new rows arrive", () => {
    const place = placeOf(null, 400, rows());
    expect(chosenIndex(place, 400, rows())).toBe(600);
    expect(placeOf(place, 400, unfetched)).toBe(place);
    expect(chosenIndex(place, 400, unfetched)).toBe(600);
    expect(chosenIndex(place, 400, rows({ total: 1012, base: 1012 }))).toBe(612);
  });

  it("is unknown in another epoch until the row is found again", () => {
    const place = placeOf(null, 400, rows());
    expect(chosenIndex(place, 400, { ...unfetched, epoch: 2 })).toBeNull();
    expect(chosenIndex(place, 400, rows({ epoch: 2, find: () => 10 }))).toBe(989);
  });

  it("is null above the rows on display, and without a chosen event", () => {
    expect(chosenIndex(null, 1005, rows())).toBeNull();
    expect(chosenIndex(placeOf(null, 400, rows()), null, rows())).toBeNull();
  });
});

describe("a move", () => {
  it("chooses the target row, or the nearest row of the list", () => {
    expect(moveTo(rows(), 3)).toEqual({ index: 3, id: 997, awaited: null });
    expect(moveTo(rows(), 5000)).toEqual({ index: 999, id: 1, awaited: null });
    expect(moveTo(rows(), -1)?.index).toBe(0);
    expect(moveTo(rows({ total: 0, base: 0 }), 0)).toBeNull();
  });

  it("awaits a row that is not fetched, and finds it after new rows arrive above it", () => {
    expect(moveTo(unfetched, 3)).toEqual({ index: 3, id: null, awaited: 996 });
    expect(arrivedAt(unfetched, 996)).toBeNull();
    expect(arrivedAt(rows({ total: 1012, base: 1012 }), 996)).toBe(997);
  });
});

describe("navigation keys", () => {
  const from = { awaited: null, chosen: 10 };

  it("move by one row, by a page less one row, or to an end of the list", () => {
    const target = (key: string) => keyTarget(rows(), from, key, 20);
    expect(["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", "x"].map(target)).toEqual([
      11,
      9,
      29,
      0,
      0,
      999,
      null,
    ]);
  });

  it("move from the awaited row if the cursor waits for one", () => {
    expect(stepFrom(rows(), { awaited: 900, chosen: 10 }, 1)).toBe(100);
  });

  it("move to the first row if no row is chosen", () => {
    expect(stepFrom(rows(), { awaited: null, chosen: null }, 1)).toBe(0);
  });
});
