// Opens a listing for a query, fetches its visible rows, and follows new events. The previous list
// stays until the next listing is open.
import { useCallback, useEffect, useMemo, useState } from "react";
import { createStore, useStore } from "@/components/store";
import { closeListing, listingWindow, openListing } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import { onInbox } from "@/ipc/signals";
import type { EventRow } from "@/ipc/types";
import { type ListingStore, rowFetcher, send, visitRows } from "./listing-rows";
import {
  addedOf,
  baseOf,
  CLOSED,
  frontOf,
  isSameQuery,
  type ListingState,
  type Query,
  refreshRequest,
  rowsRequest,
  totalOf,
} from "./listing-state";

/** The list as the window shows it. */
export interface ListingView {
  /** Null until the first listing is open. */
  listing: number | null;
  filter: string;
  /** One row represents all events with the same id. */
  grouped: boolean;
  /** Changes when the distances of known rows are no longer valid. */
  epoch: number;
  /** Rows in the list. */
  total: number;
  /** A row's distance is `base - 1 - index`. Older rows found later have negative distances. */
  base: number;
  /** The backend is still searching for older rows, so `total` can grow. */
  counting: boolean;
  /** New rows at the top since the query was opened. */
  added: number;
  /** By how many rows the visible rows have moved down, because of new, deleted or restored rows. */
  front: number;
  paused: boolean;
  /** New rows since the list was paused. */
  waiting: number;
  pause: (paused: boolean) => void;
  /** The next listing takes a while to open. */
  slow: boolean;
  row: (index: number) => EventRow | undefined;
  /** The distance of an event from the oldest row; null if its row is unknown. */
  find: (id: number) => number | null;
  /** Sets the visible rows and fetches the missing ones. */
  setViewport: (start: number, end: number) => void;
  /** Visits the rows between two distances from the oldest row, both inclusive, newest first. */
  each: (low: number, high: number, visit: (row: EventRow) => void) => Promise<void>;
  /** Applies a change to known rows without fetching them. */
  patch: (ids: ReadonlySet<number>, change: Partial<EventRow>) => void;
  refresh: () => void;
  /** Opens the same query again, after events were deleted or restored. */
  reopen: () => void;
  /** Repeats the step that failed. */
  retry: () => void;
  /** The error of opening the query or of fetching its rows. */
  error: unknown;
}

/** Each list has a ticket. Opening a listing cancels an earlier opening with the same ticket. */
let tickets = 0;

/** The refresh interval while the backend is still counting, in milliseconds. */
const COUNTING_INTERVAL = 200;
/** The time until an opening listing is reported as slow, in milliseconds. */
const SLOW_DELAY = 300;

/** The visible rows of a listing that replaces one of the same query, to avoid a flicker. */
async function firstWindow(state: ListingState, query: Query, listing: number) {
  if (!isSameQuery(state.shown.open, query)) return { window: null, anchor: null };
  const request = refreshRequest(state);
  return { window: await listingWindow({ listing, ...request }), anchor: request.anchor };
}

const close = (listing: number) => void closeListing({ listing }).catch(() => undefined);

/** Opens the listing of the query, and reopens it with each attempt. */
function useOpening(store: ListingStore, { filter, grouped }: Query, fetchRows: (fresh: boolean) => void) {
  const [ticket] = useState(() => ++tickets);
  const attempt = useStore(store, ({ shown }) => shown.attempt);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens the same query again.
  useEffect(() => {
    let isOver = false;
    const query = { filter, grouped };
    const open = async () => {
      const { listing, total, counting } = await openListing({ filter, grouped, ticket });
      try {
        const { window, anchor } = await firstWindow(store.get(), query, listing);
        if (isOver) return close(listing);
        // The previous listing is in use until here, because the backend can refuse the next query.
        const previous = store.get().shown.open;
        send(store, { type: "opened", query, listing, total, counting, window, anchor });
        if (previous !== null) close(previous.listing);
        fetchRows(false);
      } catch (error) {
        close(listing);
        throw error;
      }
    };
    const slowTimer = setTimeout(() => send(store, { type: "slow" }), SLOW_DELAY);
    open()
      .catch((error: unknown) => {
        if (!isOver) send(store, { type: "refused", error });
      })
      .finally(() => clearTimeout(slowTimer));
    return () => {
      isOver = true;
      clearTimeout(slowTimer);
    };
  }, [store, filter, grouped, ticket, attempt, fetchRows]);
  useEffect(
    () => () => {
      const { open } = store.get().shown;
      if (open !== null) close(open.listing);
      send(store, { type: "closed" });
    },
    [store],
  );
}

/** Refreshes the list on each signal, and on an interval while the backend is still counting. */
function useRefreshing(counting: boolean, fetchRows: (fresh: boolean) => void) {
  useEffect(() => onInbox(() => fetchRows(true)), [fetchRows]);
  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(() => fetchRows(true), COUNTING_INTERVAL);
    return () => clearInterval(timer);
  }, [counting, fetchRows]);
}

export function useListing(filter: string, grouped: boolean): ListingView {
  const [store] = useState(() => createStore(CLOSED));
  const fetchRows = useMemo(() => {
    const fetch = rowFetcher(store);
    return (fresh: boolean) => void fetch(fresh);
  }, [store]);
  const { open, epoch, paused, slow, refused, failed } = useStore(store, ({ shown }) => shown);
  const counting = open?.counting ?? false;
  useOpening(store, { filter, grouped }, fetchRows);
  useRefreshing(counting, fetchRows);

  const setViewport = useCallback(
    (start: number, end: number) => {
      send(store, { type: "scrolled", span: { start, end } });
      if (rowsRequest(store.get(), false) !== null) fetchRows(false);
    },
    [store, fetchRows],
  );
  const pause = useCallback(
    (isPaused: boolean) => {
      send(store, { type: "paused", paused: isPaused });
      fetchRows(true);
    },
    [store, fetchRows],
  );
  const row = useCallback((index: number) => open?.cache.get(baseOf(open), index), [open]);
  const find = useCallback((id: number) => open?.cache.find(id) ?? null, [open]);
  const each = useCallback(
    (low: number, high: number, visit: (row: EventRow) => void) => visitRows(store, low, high, visit),
    [store],
  );
  const patch = useCallback(
    (ids: ReadonlySet<number>, change: Partial<EventRow>) => send(store, { type: "patched", ids, change }),
    [store],
  );
  const refresh = useCallback(() => fetchRows(true), [fetchRows]);
  const reopen = useCallback(() => send(store, { type: "reopened" }), [store]);
  const retry = useCallback(() => {
    // A listing that the backend has closed must be opened again.
    if (refused !== null || describeError(failed).code === "not_found") reopen();
    else refresh();
  }, [refused, failed, refresh, reopen]);
  const base = baseOf(open);
  return {
    listing: open?.listing ?? null,
    filter: open?.filter ?? "",
    grouped: open?.grouped ?? false,
    epoch,
    total: totalOf(open),
    base,
    counting,
    added: addedOf(open),
    front: frontOf(open),
    paused,
    waiting: open === null ? 0 : open.base - base,
    pause,
    slow,
    row,
    find,
    setViewport,
    each,
    patch,
    refresh,
    reopen,
    retry,
    error: refused ?? failed,
  };
}
