import { describe, expect, it } from "vitest";
import type { EventRow, ListingWindow, RowAnchor } from "@/ipc/types";
import { makeEvent } from "@/test/fake-events";
import {
  addedOf,
  anchorOf,
  baseOf,
  CLOSED,
  frontOf,
  type ListingEvent,
  type ListingState,
  reduceListing,
  rowsRequest,
  totalOf,
} from "./listing-state";

const QUERY = { filter: "", grouped: false };

/** A window of a listing. The oldest row has the id 1. */
function windowOf(
  total: number,
  start: number,
  len: number,
  more: Partial<ListingWindow> = {},
): ListingWindow {
  const { behind = 0 } = more;
  const rows: EventRow[] = [];
  for (let at = start; at < Math.min(total, start + len); at += 1)
    rows.push({ ...makeEvent(1, 1).row, id: total - behind - at });
  const newest = rows[0]?.id ?? null;
  return { start, total, rows, revision: 1, behind, counting: false, newest, anchor: null, ...more };
}

/** The position of the anchor, and the number of new rows. */
const at = (index: number, newer = 0) => ({ index, newer });

const reduced = (state: ListingState, ...events: ListingEvent[]) => events.reduce(reduceListing, state);
const opened = (
  listing: number,
  total: number,
  more: Partial<Extract<ListingEvent, { type: "opened" }>> = {},
) =>
  ({
    type: "opened",
    query: QUERY,
    listing,
    total,
    counting: false,
    window: null,
    anchor: null,
    ...more,
  }) as const;
const arrived = (listing: number, window: ListingWindow, anchor: RowAnchor | null = null) =>
  ({ type: "arrived", listing, window, anchor }) as const;
const scrolled = (start: number, end: number) => ({ type: "scrolled", span: { start, end } }) as const;

const idAt = ({ shown: { open } }: ListingState, index: number) => open?.cache.get(baseOf(open), index)?.id;
const added = ({ shown: { open } }: ListingState) => addedOf(open);
const front = ({ shown: { open } }: ListingState) => frontOf(open);

const filled = reduced(CLOSED, opened(1, 500), arrived(1, windowOf(500, 0, 120)));

describe("opening a listing", () => {
  it("requests the first rows, and nothing more after they arrive", () => {
    const state = reduced(CLOSED, opened(1, 500));
    expect(rowsRequest(state, false)).toEqual({ listing: 1, start: 0, len: 120, anchor: null });
    expect(rowsRequest(filled, false)).toBeNull();
    expect(idAt(filled, 0)).toBe(500);
  });

  it("starts at the top for another query", () => {
    const state = reduced(
      filled,
      scrolled(300, 330),
      opened(2, 90, { query: { filter: "x", grouped: false } }),
    );
    expect(state.viewport.start).toBe(0);
    expect(state.shown.epoch).toBeGreaterThan(filled.shown.epoch);
    expect(idAt(state, 0)).toBeUndefined();
  });

  it("keeps the viewport and has rows at once for the same query", () => {
    const state = reduced(filled, scrolled(10, 40), opened(2, 499, { window: windowOf(499, 10, 30) }));
    expect(state.viewport).toEqual({ start: 10, end: 40 });
    expect(idAt(state, 10)).toBe(489);
  });

  it("clears the error of the previous query", () => {
    const failed = reduced(filled, { type: "slow" }, { type: "refused", error: "no" });
    expect(failed.shown).toMatchObject({ slow: false, refused: "no" });
    expect(failed.shown.open?.listing).toBe(1);
    expect(reduced(failed, opened(2, 3)).shown.refused).toBeNull();
  });

  it("drops the error of the previous query when it is slow", () => {
    const state = reduced(filled, { type: "refused", error: "no" }, { type: "slow" });
    expect(state.shown).toMatchObject({ slow: true, refused: null });
  });

  it("counts a reopening as another attempt", () => {
    expect(reduced(filled, { type: "reopened" }).shown.attempt).toBe(1);
  });
});

describe("new rows at the top", () => {
  const grown = reduced(filled, scrolled(20, 50), arrived(1, windowOf(512, 0, 30)));

  it("shift the viewport, and change no row's distance", () => {
    expect(grown.viewport).toEqual({ start: 32, end: 62 });
    expect(grown.shown.epoch).toBe(filled.shown.epoch);
    expect(added(grown)).toBe(12);
    expect(idAt(grown, 0)).toBe(512);
    expect(idAt(grown, 12)).toBe(500);
  });

  it("do not shift a viewport at the top", () => {
    expect(reduced(filled, scrolled(0, 30), arrived(1, windowOf(512, 0, 30))).viewport.start).toBe(0);
  });

  it("do not mutate the previous state", () => {
    expect(idAt(filled, 0)).toBe(500);
  });
});

describe("rows with invalid distances", () => {
  it.each([
    ["when rows were deleted", windowOf(499, 0, 60)],
    ["when the listing has another revision", windowOf(500, 0, 60, { revision: 2 })],
    [
      "when a known position holds another event",
      { ...windowOf(500, 0, 60), rows: windowOf(9000, 0, 60).rows },
    ],
  ])("are forgotten %s", (_when, window) => {
    const state = reduced(filled, arrived(1, window));
    expect(state.shown.epoch).toBe(filled.shown.epoch + 1);
    expect(idAt(state, 100)).toBeUndefined();
    expect(idAt(state, 0)).toBe(window.rows[0]?.id);
  });

  it("stay on display until the visible rows are fetched", () => {
    const scrolledDown = reduced(filled, scrolled(20, 50));
    const elsewhere = windowOf(499, 100, 100, { revision: 2, anchor: at(19) });
    const stale = reduced(scrolledDown, arrived(1, elsewhere, anchorOf(scrolledDown)));
    expect([idAt(stale, 20), stale.shown.epoch]).toEqual([480, filled.shown.epoch]);
    expect(rowsRequest(stale, false)).toEqual(rowsRequest(scrolledDown, true));

    const visible = windowOf(499, 19, 30, { revision: 2, anchor: at(19) });
    const state = reduced(stale, arrived(1, visible, anchorOf(stale)));
    expect([idAt(state, 19), state.viewport.start, front(state)]).toEqual([480, 19, -1]);
    // A viewport that no request covers does not keep the list outdated.
    const again = reduced(stale, arrived(1, elsewhere, anchorOf(stale)));
    expect(again.shown.epoch).toBe(filled.shown.epoch + 1);
  });
});

describe("the visible rows after a deletion or an undo", () => {
  const scrolledDown = reduced(filled, scrolled(20, 50));
  const anchor = anchorOf(scrolledDown);

  it("move with the first of them", () => {
    expect(anchor).toEqual({ event: 480, index: 20, newer_than: 500 });
    const fewer = arrived(1, windowOf(497, 17, 30, { revision: 2, anchor: at(17) }), anchor);
    expect([front(reduced(scrolledDown, fewer)), added(reduced(scrolledDown, fewer))]).toEqual([-3, 0]);
    expect(reduced(scrolledDown, fewer).viewport).toEqual({ start: 17, end: 47 });
    const restored = arrived(1, windowOf(504, 24, 30, { revision: 3, anchor: at(24) }), anchor);
    expect([front(reduced(scrolledDown, restored)), added(reduced(scrolledDown, restored))]).toEqual([4, 0]);
  });

  it("stay in place when rows below them are deleted", () => {
    const state = reduced(
      scrolledDown,
      arrived(1, windowOf(480, 20, 30, { revision: 2, anchor: at(20) }), anchor),
    );
    expect([front(state), state.viewport.start]).toEqual([0, 20]);
  });

  it("stay in place while the shorter listing is counted again", () => {
    const partly = windowOf(400, 20, 30, { revision: 2, counting: true, anchor: at(20) });
    const complete = windowOf(499, 20, 30, { revision: 2, behind: 99, anchor: at(20) });
    const state = reduced(scrolledDown, arrived(1, partly, anchor), arrived(1, complete, anchor));
    expect([front(state), added(state), totalOf(state.shown.open)]).toEqual([0, 0, 499]);
    const again = opened(2, 499, { window: windowOf(499, 20, 30, { anchor: at(20) }), anchor });
    expect([front(reduced(state, again)), added(reduced(state, again))]).toEqual([0, 0]);
  });

  it("keep the count of new rows", () => {
    const grown = reduced(scrolledDown, arrived(1, windowOf(512, 0, 30)));
    const window = windowOf(511, 32, 30, { anchor: at(32, 12) });
    const state = reduced(grown, scrolled(32, 62), opened(2, 511, { window, anchor: anchorOf(grown) }));
    expect([front(state), added(state), state.viewport.start]).toEqual([12, 12, 32]);
  });

  it("count rows that arrive with the change as new", () => {
    const window = windowOf(539, 59, 30, { anchor: at(59, 40) });
    const state = reduced(scrolledDown, opened(2, 539, { window, anchor }));
    expect([front(state), added(state), state.viewport.start]).toEqual([39, 40, 59]);
  });

  it("stay in place in a paused list", () => {
    const paused = reduced(scrolledDown, { type: "paused", paused: true }, arrived(1, windowOf(512, 32, 30)));
    const without = (newer: number) => windowOf(511, 31, 30, { revision: 2, anchor: at(31, newer) });
    const shown = (state: ListingState) => [front(state), added(state), totalOf(state.shown.open)];
    const newDeleted = reduced(paused, arrived(1, without(11), anchor));
    expect(shown(newDeleted)).toEqual([0, 0, 500]);
    const oldDeleted = reduced(paused, arrived(1, without(12), anchor));
    expect(shown(oldDeleted)).toEqual([-1, 0, 499]);
  });

  it("stay at the top of the list", () => {
    const state = reduced(
      filled,
      arrived(1, windowOf(504, 0, 60, { revision: 2, anchor: at(4) }), anchorOf(filled)),
    );
    expect(state.viewport.start).toBe(0);
  });

  it("are counted from zero for another query", () => {
    const grown = reduced(scrolledDown, arrived(1, windowOf(512, 0, 30)));
    const other = reduced(grown, opened(2, 90, { query: { filter: "x", grouped: false } }));
    expect([front(other), added(other)]).toEqual([0, 0]);
  });
});

describe("a replaced listing", () => {
  it("changes nothing when its rows arrive or its fetch fails", () => {
    const state = reduced(filled, opened(2, 40));
    expect(reduced(state, arrived(1, windowOf(600, 0, 30)))).toBe(state);
    expect(reduced(state, { type: "failed", listing: 1, error: "closed" })).toBe(state);
  });
});

describe("a paused list", () => {
  const paused = reduced(filled, { type: "paused", paused: true }, arrived(1, windowOf(512, 0, 30)));

  it("keeps its rows, and counts new rows", () => {
    expect(totalOf(paused.shown.open)).toBe(500);
    expect(idAt(paused, 0)).toBe(500);
    expect((paused.shown.open?.base ?? 0) - baseOf(paused.shown.open)).toBe(12);
  });

  it("skips new rows when it fetches its own", () => {
    const request = rowsRequest(reduced(paused, scrolled(300, 330)), true);
    expect(request).toMatchObject({ start: 312, len: 30 });
  });

  it("stays paused when it is reopened, and shrinks when rows are deleted", () => {
    expect(reduced(paused, opened(2, 700)).shown.open?.frozen).toBe(700);
    expect(totalOf(reduced(paused, arrived(1, windowOf(450, 0, 60))).shown.open)).toBe(450);
  });

  it("shows all rows after it resumes", () => {
    const state = reduced(paused, { type: "paused", paused: false });
    expect(totalOf(state.shown.open)).toBe(512);
    expect(idAt(state, 0)).toBe(512);
  });
});

describe("a list that is still being counted", () => {
  it("adds rows after the oldest one without moving a row", () => {
    const counting = reduced(
      CLOSED,
      opened(1, 40, { counting: true }),
      arrived(1, windowOf(40, 0, 40, { counting: true })),
    );
    const more = reduced(counting, arrived(1, windowOf(60, 0, 60, { behind: 20, counting: true })));
    expect(totalOf(more.shown.open)).toBe(60);
    expect(added(more)).toBe(0);
    expect(more.shown.epoch).toBe(counting.shown.epoch);
    expect(idAt(more, 0)).toBe(40);
    expect(idAt(more, 59)).toBe(-19);
    expect(reduced(more, arrived(1, windowOf(60, 0, 60, { behind: 20 }))).shown.open?.counting).toBe(false);
  });
});

describe("a failed fetch of rows", () => {
  it("is an error until the next rows arrive", () => {
    const failed = reduced(filled, { type: "failed", listing: 1, error: "broken" });
    expect(failed.shown.failed).toBe("broken");
    expect(reduced(failed, arrived(1, windowOf(500, 0, 30))).shown.failed).toBeNull();
  });

  it("leaves the error of the query in place when rows arrive later", () => {
    const state = reduced(filled, { type: "refused", error: "no" }, arrived(1, windowOf(500, 0, 30)));
    expect(state.shown.refused).toBe("no");
  });
});

it("applies a patch to its rows without mutating the previous state", () => {
  const state = reduced(filled, { type: "patched", ids: new Set([500, 7]), change: { starred: true } });
  const first = ({ shown: { open } }: ListingState) => open?.cache.get(500, 0);
  expect(first(state)?.starred).toBe(true);
  expect(first(filled)?.starred).toBe(false);
});

it("returns the same `shown` object while the list only scrolls", () => {
  expect(reduced(filled, scrolled(40, 70)).shown).toBe(filled.shown);
});

it("shows nothing and requests nothing after it is closed", () => {
  const state = reduced(filled, { type: "closed" });
  expect(totalOf(state.shown.open)).toBe(0);
  expect(rowsRequest(state, true)).toBeNull();
});
