// Fetches the rows of a listing: the visible rows, one call at a time, and any range of rows for
// an action on many events.

import type { Store } from "@/components/store";
import { listingWindow } from "@/ipc/bindings/commands";
import { MAX_LISTING_ROWS } from "@/ipc/bindings/limits";
import type { EventRow } from "@/ipc/types";
import { fromNewest, fromOldest } from "@/lib/rows/row-cache";
import { type ListingEvent, type ListingState, reduceListing, rowsRequest } from "./listing-state";

export type ListingStore = Store<ListingState>;

export const send = (store: ListingStore, event: ListingEvent): void =>
  store.set((state) => reduceListing(state, event));

/**
 * Returns a function that fetches rows until no visible row is missing. A fresh fetch starts with
 * the visible rows, even if they are known. Calls during a fetch are combined into one more round.
 */
export function rowFetcher(store: ListingStore): (fresh: boolean) => Promise<void> {
  let isBusy = false;
  /** The next round, after the current one. */
  let next: "fresh" | "missing" | null = null;

  /** Returns whether another round is needed. */
  const round = async (fresh: boolean): Promise<boolean> => {
    const request = rowsRequest(store.get(), fresh);
    if (request === null) return false;
    const { listing, anchor } = request;
    try {
      const window = await listingWindow(request);
      send(store, { type: "arrived", listing, window, anchor });
    } catch (error) {
      send(store, { type: "failed", listing, error });
      // A listing that was replaced during the call is closed. The new one still needs its rows.
      const { open } = store.get().shown;
      return open !== null && open.listing !== listing;
    }
    return rowsRequest(store.get(), false) !== null;
  };

  return async (fresh) => {
    if (next !== "fresh") next = fresh ? "fresh" : "missing";
    if (isBusy) return;
    isBusy = true;
    while (next !== null) {
      const isFresh: boolean = next === "fresh";
      next = null;
      if (await round(isFresh)) next ??= "missing";
    }
    isBusy = false;
  };
}

/** Visits the rows between two distances from the oldest row, both inclusive, newest first. */
export async function visitRows(
  store: ListingStore,
  low: number,
  high: number,
  visit: (row: EventRow) => void,
): Promise<void> {
  const { open } = store.get().shown;
  if (open === null) return;
  let next = high;
  let { base } = open;
  while (next >= low) {
    const known = open.cache.at(next);
    if (known !== undefined) {
      visit(known);
      next -= 1;
      continue;
    }
    // New rows can arrive during the call. They do not change the distance from the oldest row.
    const start = Math.max(0, fromNewest(base, next));
    const window = await listingWindow({ listing: open.listing, start, len: MAX_LISTING_ROWS, anchor: null });
    const total = window.total - window.behind;
    const before = { next, base };
    for (const [at, row] of window.rows.entries()) {
      const distance = fromOldest(total, window.start + at);
      if (distance > next || distance < low) continue;
      visit(row);
      next = distance - 1;
    }
    base = total;
    // The remaining rows were deleted during the call.
    if (next === before.next && base === before.base) break;
  }
}
