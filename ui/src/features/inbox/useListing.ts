// Opens a listing for a query, keeps the rows in view fetched, and follows new events. The previous list stays until the
// next one is open.
import { useCallback, useEffect, useMemo, useState } from "react";
import { createStore, useStore } from "@/components/store";
import { closeListing, listingWindow, openListing } from "@/ipc/bindings/commands";
import { troubleOf } from "@/ipc/errors";
import { onInbox } from "@/ipc/signals";
import type { EventRow } from "@/ipc/types";
import { type ListingStore, rowFetcher, send, visitRows } from "./listing-rows";
import {
  baseOf,
  CLOSED,
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
  /** A row stands for all events of one id. */
  grouped: boolean;
  /** Changes when rows stand at other distances from the oldest one than before. */
  epoch: number;
  /** Rows that are shown. */
  total: number;
  /** The total from which distances from the oldest row count; rows behind that one have distances below zero. */
  base: number;
  /** More rows may follow at the end: the backend is still looking for them. */
  counting: boolean;
  /** Rows that came in front since the listing was opened. */
  added: number;
  paused: boolean;
  /** Rows that came since it was paused. */
  waiting: number;
  pause: (paused: boolean) => void;
  /** The next listing takes a while to open. */
  slow: boolean;
  row: (index: number) => EventRow | undefined;
  /** The distance from the oldest row of an event whose row is known. */
  find: (id: number) => number | null;
  /** Fetches the rows in view. */
  look: (start: number, end: number) => void;
  /** Visits the rows between two distances from the oldest row, both included, newest first. */
  each: (low: number, high: number, visit: (row: EventRow) => void) => Promise<void>;
  /** Applies known changes of some rows. */
  patch: (ids: ReadonlySet<number>, change: Partial<EventRow>) => void;
  refresh: () => void;
  /** Opens the same query again, after events were deleted or restored. */
  reopen: () => void;
  /** Repeats what failed. */
  retry: () => void;
  /** Why the query could not be opened, or its rows not fetched. */
  error: unknown;
}

/** Each list has a ticket: a listing that is still being opened is given up for the next one with the same ticket. */
let tickets = 0;

/** How often a list that is still counted is refreshed, in milliseconds. */
const COUNTING_INTERVAL = 200;
/** After this many milliseconds an opening list is reported as slow. */
const SLOW_AFTER = 300;

/** The rows in view of a listing that replaces one of the same query: they are swapped at once, without a flicker. */
async function firstWindow(state: ListingState, query: Query, listing: number) {
  if (!isSameQuery(state.shown.open, query)) return null;
  const { start, len } = refreshRequest(state.looked);
  return listingWindow({ listing, start, len });
}

const close = (listing: number) => void closeListing({ listing }).catch(() => undefined);

/** Opens the query's listing, and again with each attempt. */
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
        const window = isOver ? null : await firstWindow(store.get(), query, listing);
        if (isOver) return close(listing);
        // The previous listing stays in use until here: the next query could have been refused.
        const previous = store.get().shown.open;
        send(store, { type: "opened", query, listing, total, counting, window });
        if (previous !== null) close(previous.listing);
        fetchRows(false);
      } catch (error) {
        close(listing);
        throw error;
      }
    };
    const patience = setTimeout(() => send(store, { type: "slow" }), SLOW_AFTER);
    open()
      .catch((error: unknown) => {
        if (!isOver) send(store, { type: "refused", error });
      })
      .finally(() => clearTimeout(patience));
    return () => {
      isOver = true;
      clearTimeout(patience);
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

/** Refreshes the list with each signal, and while it is still counted. */
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

  const look = useCallback(
    (start: number, end: number) => {
      send(store, { type: "looked", span: { start, end } });
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
    // A listing that is closed in the backend can only be opened again.
    if (refused !== null || troubleOf(failed).code === "not_found") reopen();
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
    added: open === null ? 0 : base - open.opened,
    paused,
    waiting: open === null ? 0 : open.base - base,
    pause,
    slow,
    row,
    find,
    look,
    each,
    patch,
    refresh,
    reopen,
    retry,
    error: refused ?? failed,
  };
}
