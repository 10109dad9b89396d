import { describe, expect, it, vi } from "vitest";
import { createStore } from "@/components/store";
import * as commands from "@/ipc/bindings/commands";
import type { EventRow, ListingWindow } from "@/ipc/types";
import { makeEvent } from "@/test/fake-events";
import { rowFetcher, send, visitRows } from "./listing-rows";
import { CLOSED } from "./listing-state";

/** A backend with one listing of `total` rows. The oldest row has the id 1. */
function backend(total: number) {
  const listing = { total, failing: null as unknown, closed: 0, calls: [] as [number, number, number][] };
  vi.spyOn(commands, "listingWindow").mockImplementation(
    async ({ listing: id, start, len }): Promise<ListingWindow> => {
      listing.calls.push([id, start, len]);
      await Promise.resolve();
      if (listing.failing !== null) throw listing.failing;
      if (listing.closed === id) throw "closed";
      const rows: EventRow[] = [];
      for (let at = start; at < Math.min(listing.total, start + len); at += 1)
        rows.push({ ...makeEvent(1, 1).row, id: listing.total - at });
      return {
        start,
        total: listing.total,
        rows,
        revision: 1,
        behind: 0,
        counting: false,
        newest: null,
        anchor: null,
      };
    },
  );
  return listing;
}

function openStore(total: number) {
  const store = createStore(CLOSED);
  const query = { filter: "", grouped: false };
  send(store, { type: "opened", query, listing: 1, total, counting: false, window: null, anchor: null });
  return store;
}

describe("fetching rows", () => {
  it("continues until no visible row is missing", async () => {
    const { calls } = backend(1000);
    const store = openStore(1000);
    send(store, { type: "scrolled", span: { start: 100, end: 350 } });
    await rowFetcher(store)(false);
    expect(calls.length).toBeGreaterThan(1);
    const { open } = store.get().shown;
    expect(open?.cache.get(1000, 100)?.id).toBe(900);
    expect(open?.cache.get(1000, 349)?.id).toBe(651);
  });

  it("makes one call at a time, and combines requests made during a call", async () => {
    const { calls } = backend(1000);
    const fetch = rowFetcher(openStore(1000));
    const first = fetch(true);
    void fetch(true);
    void fetch(false);
    void fetch(true);
    expect(calls).toHaveLength(1);
    await first;
    const fresh = calls.filter(([, start, len]) => start === 0 && len === 60);
    expect(fresh).toHaveLength(2);
  });

  it("stops at an error, and fetches again on the next request", async () => {
    const listing = backend(1000);
    listing.failing = "broken";
    const store = openStore(1000);
    const fetch = rowFetcher(store);
    await fetch(false);
    expect(listing.calls).toHaveLength(1);
    expect(store.get().shown.failed).toBe("broken");
    listing.failing = null;
    await fetch(false);
    expect(store.get().shown.failed).toBeNull();
  });

  it("continues with the next listing when the current one is replaced and closed", async () => {
    const listing = backend(1000);
    const store = openStore(1000);
    const done = rowFetcher(store)(false);
    listing.closed = 1;
    const query = { filter: "x", grouped: false };
    send(store, {
      type: "opened",
      query,
      listing: 2,
      total: 1000,
      counting: false,
      window: null,
      anchor: null,
    });
    await done;
    expect(listing.calls.map(([id]) => id)).toEqual([1, 2]);
    expect(store.get().shown.failed).toBeNull();
    expect(store.get().shown.open?.cache.get(1000, 0)?.id).toBe(1000);
  });
});

describe("visiting rows", () => {
  it("reads unknown rows in windows, newest first, each row once", async () => {
    const listing = backend(1000);
    const store = openStore(1000);
    await rowFetcher(store)(false);
    listing.calls.length = 0;
    const ids: number[] = [];
    await visitRows(store, 300, 999, (row) => ids.push(row.id));
    expect(ids).toEqual(Array.from({ length: 700 }, (_, at) => 1000 - at));
    expect(listing.calls.length).toBeLessThan(5);
  });

  it("visits the same rows when new rows arrive during the visit", async () => {
    const listing = backend(1000);
    const store = openStore(1000);
    listing.total = 1300;
    const ids: number[] = [];
    await visitRows(store, 0, 499, (row) => ids.push(row.id));
    expect(ids).toEqual(Array.from({ length: 500 }, (_, at) => 500 - at));
  });

  it("ends when the rows no longer exist", async () => {
    const listing = backend(0);
    const store = openStore(1000);
    const visit = vi.fn();
    await visitRows(store, 0, 999, visit);
    expect(visit).not.toHaveBeenCalled();
    expect(listing.calls.length).toBeLessThan(4);
  });
});
