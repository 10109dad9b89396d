// Opens a listing for a filter and keeps its rows: fetches the window that is looked at, learns of new events from the
// signal, and forgets the listing when the filter changes. The list before stays in place until the next one is open.
import { useCallback, useEffect, useRef, useState } from "react";
import { closeListing, listingWindow, openListing } from "../../ipc/commands";
import { troubleOf } from "../../ipc/errors";
import { onInbox } from "../../ipc/signals";
import type { EventRow } from "../../ipc/types";
import { fromNewest, fromOldest, RowCache } from "./row-cache";

export interface ListingState {
  /** Null until the first listing is open. */
  listing: number | null;
  filter: string;
  total: number;
  /** Rows that came in front since the listing was opened. */
  added: number;
  row: (index: number) => EventRow | undefined;
  find: (id: number) => number | null;
  look: (start: number, end: number) => void;
  /** The ids of some rows, fetched when they are not known. */
  ids: (start: number, end: number) => Promise<number[]>;
  refresh: () => void;
  /** Tries again what failed. */
  retry: () => void;
  /** Why the filter, or the list, cannot be used. */
  error: unknown;
}

interface Open {
  listing: number;
  filter: string;
  opened: number;
  total: number;
  cache: RowCache;
}

/** Every list has one, under which a listing that is still being opened gives way to the next. */
let tickets = 0;

export function useListing(filter: string): ListingState {
  const [ticket] = useState(() => ++tickets);
  const [open, setOpen] = useState<Open | null>(null);
  /** Of opening and of fetching apart: rows that arrive do not mend a filter. */
  const [refused, setRefused] = useState<unknown>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [, redraw] = useState(0);
  const current = useRef<Open | null>(null);
  const looked = useRef({ start: 0, end: 60 });
  const flight = useRef<{ busy: boolean; again: boolean; fresh: boolean }>({
    busy: false,
    again: false,
    fresh: false,
  });

  const fetchRows = useCallback(async (fresh: boolean) => {
    const state = flight.current;
    if (state.busy) {
      state.again = true;
      state.fresh ||= fresh;
      return;
    }
    state.busy = true;
    let forced = fresh;
    try {
      do {
        state.again = false;
        state.fresh = false;
        const of = current.current;
        if (of === null) break;
        const { start, end } = looked.current;
        const wanted = forced
          ? { start, len: Math.min(Math.max(end - start, 1), 100) }
          : of.cache.missing(of.total, start, Math.min(end, of.total));
        if (wanted !== null) {
          const window = await listingWindow(of.listing, wanted.start, wanted.len);
          setFailed(null);
          if (current.current === of) {
            of.cache.store(window);
            const grown = window.total - of.total;
            of.total = window.total;
            if (grown > 0 && looked.current.start > 0) {
              looked.current = { start: looked.current.start + grown, end: looked.current.end + grown };
            }
            redraw((n) => n + 1);
            // What was fetched stood at the old positions; what is looked at now may still miss rows.
            if (
              of.cache.missing(of.total, looked.current.start, Math.min(looked.current.end, of.total)) !==
              null
            )
              state.again = true;
          }
        }
        forced = state.fresh;
      } while (state.again);
    } catch (thrown) {
      setFailed(thrown);
    } finally {
      state.busy = false;
    }
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens the same filter again.
  useEffect(() => {
    let over = false;
    openListing(filter, false, ticket)
      .then(({ listing, total }) => {
        if (over) {
          void closeListing(listing);
          return;
        }
        // The one before is closed only now: it stays in use while the next filter may turn out to be wrong.
        const before = current.current;
        const next: Open = { listing, filter, opened: total, total, cache: new RowCache() };
        current.current = next;
        if (before !== null) void closeListing(before.listing);
        looked.current = { start: 0, end: 60 };
        setRefused(null);
        setFailed(null);
        setOpen(next);
        void fetchRows(false);
      })
      .catch((thrown: unknown) => {
        if (!over) setRefused(thrown);
      });
    return () => {
      over = true;
    };
  }, [filter, ticket, attempt, fetchRows]);

  useEffect(
    () => () => {
      if (current.current !== null) void closeListing(current.current.listing);
      current.current = null;
    },
    [],
  );

  useEffect(() => onInbox(() => void fetchRows(true)), [fetchRows]);

  const look = useCallback(
    (start: number, end: number) => {
      looked.current = { start, end };
      const of = current.current;
      if (of?.cache.missing(of.total, start, Math.min(end, of.total)) != null) void fetchRows(false);
    },
    [fetchRows],
  );
  const row = useCallback((index: number) => open?.cache.get(open.total, index), [open]);
  const find = useCallback((id: number) => open?.cache.find(id) ?? null, [open]);
  const ids = useCallback(async (start: number, end: number) => {
    const of = current.current;
    if (of === null || end <= start) return [];
    // New rows may come in front meanwhile: the distance from the oldest stays.
    const [newest, oldest] = [fromOldest(of.total, start), fromOldest(of.total, end - 1)];
    const span = () => [fromNewest(of.total, newest), fromNewest(of.total, oldest) + 1] as const;
    try {
      for (let left = Math.ceil((end - start) / 100) + 1; left > 0; left -= 1) {
        const missing = of.cache.missing(of.total, ...span());
        if (missing === null) break;
        const window = await listingWindow(of.listing, missing.start, missing.len);
        of.cache.store(window);
        of.total = window.total;
      }
    } catch (thrown) {
      setFailed(thrown);
    }
    const [from, to] = span();
    const found: number[] = [];
    for (let index = from; index < to; index += 1) {
      const id = of.cache.get(of.total, index)?.id;
      if (id !== undefined) found.push(id);
    }
    return found;
  }, []);
  const refresh = useCallback(() => void fetchRows(true), [fetchRows]);
  const retry = useCallback(() => {
    // A list that is closed on the other side can only be opened again.
    if (refused !== null || troubleOf(failed).code === "not_found") setAttempt((n) => n + 1);
    else refresh();
  }, [refused, failed, refresh]);
  return {
    listing: open?.listing ?? null,
    filter: open?.filter ?? "",
    total: open?.total ?? 0,
    added: open === null ? 0 : open.total - open.opened,
    row,
    find,
    look,
    ids,
    refresh,
    retry,
    error: refused ?? failed,
  };
}
