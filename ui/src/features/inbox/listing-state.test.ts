import { describe, expect, it } from "vitest";
import type { EventRow, ListingWindow } from "@/ipc/types";
import { makeEvent } from "@/test/fake-events";
import {
  baseOf,
  CLOSED,
  type ListingEvent,
  type ListingState,
  reduceListing,
  rowsRequest,
  totalOf,
} from "./listing-state";

const QUERY = { filter: "", grouped: false };

/** A window of a listing whose rows are numbered from the oldest, the first is 1. */
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
  return { start, total, rows, revision: 1, behind, counting: false, ...more };
}

const reduced = (state: ListingState, ...events: ListingEvent[]) => events.reduce(reduceListing, state);
const opened = (
  listing: number,
  total: number,
  more: Partial<Extract<ListingEvent, { type: "opened" }>> = {},
) => ({ type: "opened", query: QUERY, listing, total, counting: false, window: null, ...more }) as const;
const arrived = (listing: number, window: ListingWindow) => ({ type: "arrived", listing, window }) as const;
const looked = (start: number, end: number) => ({ type: "looked", span: { start, end } }) as const;

const idAt = ({ shown: { open } }: ListingState, index: number) => open?.cache.get(baseOf(open), index)?.id;
const added = ({ shown: { open } }: ListingState) => baseOf(open) - (open?.opened ?? 0);

const filled = reduced(CLOSED, opened(1, 500), arrived(1, windowOf(500, 0, 120)));

describe("a listing that is opened", () => {
  it("asks for the first rows, and for no more once they are there", () => {
    const state = reduced(CLOSED, opened(1, 500));
    expect(rowsRequest(state, false)).toEqual({ listing: 1, start: 0, len: 120 });
    expect(rowsRequest(filled, false)).toBeNull();
    expect(idAt(filled, 0)).toBe(500);
  });

  it("of another query starts at the top", () => {
    const state = reduced(
      filled,
      looked(300, 330),
      opened(2, 90, { query: { filter: "x", grouped: false } }),
    );
    expect(state.looked.start).toBe(0);
    expect(state.shown.epoch).toBeGreaterThan(filled.shown.epoch);
    expect(idAt(state, 0)).toBeUndefined();
  });

  it("of the same query keeps its place, and has rows at once", () => {
    const state = reduced(filled, looked(10, 40), opened(2, 499, { window: windowOf(499, 10, 30) }));
    expect(state.looked).toEqual({ start: 10, end: 40 });
    expect(idAt(state, 10)).toBe(489);
  });

  it("clears what was wrong before", () => {
    const wrong = reduced(filled, { type: "slow" }, { type: "refused", error: "no" });
    expect(wrong.shown).toMatchObject({ slow: false, refused: "no" });
    expect(wrong.shown.open?.listing).toBe(1);
    expect(reduced(wrong, opened(2, 3)).shown.refused).toBeNull();
  });

  it("is slow without the error of the previous query", () => {
    const state = reduced(filled, { type: "refused", error: "no" }, { type: "slow" });
    expect(state.shown).toMatchObject({ slow: true, refused: null });
  });

  it("again counts as another attempt", () => {
    expect(reduced(filled, { type: "reopened" }).shown.attempt).toBe(1);
  });
});

describe("new rows in front", () => {
  const grown = reduced(filled, looked(20, 50), arrived(1, windowOf(512, 0, 30)));

  it("move what is in view, and change no row's distance", () => {
    expect(grown.looked).toEqual({ start: 32, end: 62 });
    expect(grown.shown.epoch).toBe(filled.shown.epoch);
    expect(added(grown)).toBe(12);
    expect(idAt(grown, 0)).toBe(512);
    expect(idAt(grown, 12)).toBe(500);
  });

  it("move nothing at the very top", () => {
    expect(reduced(filled, looked(0, 30), arrived(1, windowOf(512, 0, 30))).looked.start).toBe(0);
  });

  it("do not change the state before them", () => {
    expect(idAt(filled, 0)).toBe(500);
  });
});

describe("rows that stand elsewhere now", () => {
  it.each([
    ["when some were removed", windowOf(499, 0, 30)],
    ["when the listing has another revision", windowOf(500, 0, 30, { revision: 2 })],
    [
      "when a known place holds another event",
      { ...windowOf(500, 0, 30), rows: [{ ...makeEvent(1, 1).row, id: 9000 }] },
    ],
  ])("are forgotten %s", (_when, window) => {
    const state = reduced(filled, arrived(1, window));
    expect(state.shown.epoch).toBe(filled.shown.epoch + 1);
    expect(idAt(state, 100)).toBeUndefined();
    expect(idAt(state, 0)).toBe(window.rows[0]?.id);
  });
});

describe("rows of a listing that was replaced", () => {
  it("change nothing, nor does its failure", () => {
    const state = reduced(filled, opened(2, 40));
    expect(reduced(state, arrived(1, windowOf(600, 0, 30)))).toBe(state);
    expect(reduced(state, { type: "failed", listing: 1, error: "closed" })).toBe(state);
  });
});

describe("a paused list", () => {
  const paused = reduced(filled, { type: "paused", paused: true }, arrived(1, windowOf(512, 0, 30)));

  it("shows the rows it had, and counts those that wait", () => {
    expect(totalOf(paused.shown.open)).toBe(500);
    expect(idAt(paused, 0)).toBe(500);
    expect((paused.shown.open?.base ?? 0) - baseOf(paused.shown.open)).toBe(12);
  });

  it("fetches its rows behind those that wait", () => {
    expect(rowsRequest(reduced(paused, looked(300, 330)), true)).toEqual({ listing: 1, start: 312, len: 30 });
  });

  it("stays paused when it is opened again, and gets shorter with it", () => {
    expect(reduced(paused, opened(2, 700)).shown.open?.frozen).toBe(700);
    expect(totalOf(reduced(paused, arrived(1, windowOf(450, 0, 30))).shown.open)).toBe(450);
  });

  it("shows all rows once it goes on", () => {
    const state = reduced(paused, { type: "paused", paused: false });
    expect(totalOf(state.shown.open)).toBe(512);
    expect(idAt(state, 0)).toBe(512);
  });
});

describe("a list that is still counted", () => {
  it("grows at its end without moving a row", () => {
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

describe("rows that could not be fetched", () => {
  it("are an error until the next ones arrive", () => {
    const failed = reduced(filled, { type: "failed", listing: 1, error: "broken" });
    expect(failed.shown.failed).toBe("broken");
    expect(reduced(failed, arrived(1, windowOf(500, 0, 30))).shown.failed).toBeNull();
  });

  it("do not clear what is wrong with the query when they arrive after all", () => {
    const state = reduced(filled, { type: "refused", error: "no" }, arrived(1, windowOf(500, 0, 30)));
    expect(state.shown.refused).toBe("no");
  });
});

it("applies a known change to its rows, and to no earlier state", () => {
  const state = reduced(filled, { type: "patched", ids: new Set([500, 7]), change: { starred: true } });
  const first = ({ shown: { open } }: ListingState) => open?.cache.get(500, 0);
  expect(first(state)?.starred).toBe(true);
  expect(first(filled)?.starred).toBe(false);
});

it("shows the same while it only scrolls", () => {
  expect(reduced(filled, looked(40, 70)).shown).toBe(filled.shown);
});

it("shows nothing once it is closed, and asks for nothing", () => {
  const state = reduced(filled, { type: "closed" });
  expect(totalOf(state.shown.open)).toBe(0);
  expect(rowsRequest(state, true)).toBeNull();
});
