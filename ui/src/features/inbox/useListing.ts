// Opens a listing for a filter and keeps its rows: fetches the window that is looked at, learns of new events from the
// signal, and forgets the listing when the filter changes. The list before stays in place until the next one is open.
// While it is paused it shows what it had then, and counts what came since.
import { useCallback, useEffect, useRef, useState } from "react";
import { closeListing, LISTING_WINDOW_MAX, listingWindow, openListing } from "@/ipc/commands";
import { troubleOf } from "@/ipc/errors";
import { onInbox } from "@/ipc/signals";
import type { EventRow, ListingWindow } from "@/ipc/types";
import { fromNewest, fromOldest, RowCache } from "@/lib/rows/row-cache";

export interface ListingState {
  /** Null until the first listing is open. */
  listing: number | null;
  filter: string;
  /** A row stands for all events of one id. */
  grouped: boolean;
  /** Another number means that rows stand at other distances from the oldest one than before. */
  epoch: number;
  /** Rows that are shown. */
  total: number;
  /** What distances from the oldest row are reckoned from, in the place of how many there are: what is found behind that
   * row while the list is still counted has distances below zero. */
  base: number;
  /** There may be more rows at its end: they are still being looked for. */
  counting: boolean;
  /** Rows that came in front since the listing was opened. */
  added: number;
  paused: boolean;
  /** Rows that came since it was paused. */
  waiting: number;
  pause: (paused: boolean) => void;
  /** Another list is on its way, and takes a while. */
  slow: boolean;
  row: (index: number) => EventRow | undefined;
  find: (id: number) => number | null;
  look: (start: number, end: number) => void;
  /** Goes through rows by their distances from the oldest, both included; newest first. */
  each: (low: number, high: number, visit: (row: EventRow) => void) => Promise<void>;
  /** What is known to have changed of some rows. */
  patch: (ids: ReadonlySet<number>, change: Partial<EventRow>) => void;
  refresh: () => void;
  /** Lists anew: events were taken away, or came back. */
  reopen: () => void;
  /** Tries again what failed. */
  retry: () => void;
  /** Why the filter, or the list, cannot be used. */
  error: unknown;
}

interface Open {
  listing: number;
  filter: string;
  grouped: boolean;
  opened: number;
  /** Rows there are, but for those that were found behind the others. */
  base: number;
  /** Rows that were found behind the others after it was opened. */
  behind: number;
  counting: boolean;
  /** Rows that are shown while it is paused, but for those behind. */
  frozen: number | null;
  /** Changes when rows moved otherwise than by new ones in front; null before the first of them are here. */
  revision: number | null;
  cache: RowCache;
}

/** Every list has one, under which a listing that is still being opened gives way to the next. */
let tickets = 0;

const baseOf = (of: Open) => of.frozen ?? of.base;
const shownOf = (of: Open) => baseOf(of) + of.behind;
/** How a window stands to the oldest row that was there first. */
const placed = (window: ListingWindow) => ({ ...window, total: window.total - window.behind });
/** Rows that are fetched before and behind those that are looked at, so that they are there when one scrolls on. */
const AHEAD = 60;
/** What is to be fetched for rows that are looked at. */
const missingOf = (of: Open, { start, end }: { start: number; end: number }) =>
  of.cache.missing(baseOf(of), Math.max(0, start - AHEAD), Math.min(end + AHEAD, shownOf(of)));
/** Rows fetched at first. */
const FIRST = 60;
/** How often a list that is still counted is looked at. */
const COUNTING_MS = 200;
/** From here on a person wonders whether anything happens. */
const WHILE = 300;

export function useListing(filter: string, grouped: boolean): ListingState {
  const [ticket] = useState(() => ++tickets);
  const [open, setOpen] = useState<Open | null>(null);
  /** Of opening and of fetching apart: rows that arrive do not mend a filter. */
  const [refused, setRefused] = useState<unknown>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [epoch, setEpoch] = useState(0);
  const [paused, setPaused] = useState(false);
  const [slow, setSlow] = useState(false);
  const [, redraw] = useState(0);
  const current = useRef<Open | null>(null);
  const pausing = useRef(false);
  const looked = useRef({ start: 0, end: FIRST });
  const flight = useRef<{ busy: boolean; again: boolean; fresh: boolean }>({
    busy: false,
    again: false,
    fresh: false,
  });

  const take = useCallback((of: Open, window: ListingWindow) => {
    const stands = placed(window);
    const grown = stands.total - of.base;
    // Rows were taken away, or went to the front: what is known stands elsewhere now.
    if (grown < 0 || window.revision !== (of.revision ?? window.revision) || !of.cache.agrees(stands)) {
      of.cache = new RowCache();
      of.frozen = of.frozen === null ? null : Math.min(of.frozen, stands.total);
      setEpoch((n) => n + 1);
    }
    of.cache.store(stands);
    of.revision = window.revision;
    of.base = stands.total;
    of.behind = window.behind;
    of.counting = window.counting;
    if (grown > 0 && of.frozen === null && looked.current.start > 0) {
      looked.current = { start: looked.current.start + grown, end: looked.current.end + grown };
    }
    redraw((n) => n + 1);
    // What was fetched stood at the old positions; what is looked at now may still miss rows.
    return missingOf(of, looked.current) === null;
  }, []);

  const fetchRows = useCallback(
    async (fresh: boolean) => {
      const state = flight.current;
      if (state.busy) {
        state.again = true;
        state.fresh ||= fresh;
        return;
      }
      state.busy = true;
      let forced = fresh;
      do {
        state.again = false;
        state.fresh = false;
        const of = current.current;
        if (of === null) break;
        const { start, end } = looked.current;
        const base = baseOf(of);
        const wanted = forced
          ? { start, len: Math.min(Math.max(end - start, 1), 100) }
          : missingOf(of, looked.current);
        if (wanted !== null) {
          try {
            const window = await listingWindow(of.listing, wanted.start + of.base - base, wanted.len);
            if (current.current === of) {
              setFailed(null);
              if (!take(of, window)) state.again = true;
            }
          } catch (thrown) {
            // A listing that gave way to the next one meanwhile is closed; the next one's rows are still wanted.
            if (current.current === of) {
              setFailed(thrown);
              break;
            }
          }
          if (current.current !== of) state.again = true;
        }
        forced = state.fresh;
      } while (state.again);
      state.busy = false;
    },
    [take],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens the same filter again.
  useEffect(() => {
    let over = false;
    const begin = async () => {
      const { listing, total, counting } = await openListing(filter, grouped, ticket);
      const before = current.current;
      // The same list anew: it is swapped when its rows are here, so that nothing flickers.
      const same = before !== null && before.filter === filter && before.grouped === grouped;
      const next: Open = {
        listing,
        filter,
        grouped,
        opened: total,
        base: total,
        behind: 0,
        counting,
        revision: null,
        frozen: pausing.current ? total : null,
        cache: new RowCache(),
      };
      if (same && !over) {
        const { start, end } = looked.current;
        const window = await listingWindow(listing, start, Math.min(Math.max(end - start, 1), 100));
        const stands = placed(window);
        next.cache.store(stands);
        next.revision = window.revision;
        next.base = stands.total;
        next.behind = window.behind;
        next.counting = window.counting;
      }
      if (over) {
        void closeListing(listing);
        return;
      }
      // The one before is closed only now: it stays in use while the next filter may turn out to be wrong.
      const replaced = current.current;
      current.current = next;
      if (replaced !== null) void closeListing(replaced.listing);
      if (!same) looked.current = { start: 0, end: FIRST };
      setRefused(null);
      setFailed(null);
      setEpoch((n) => n + 1);
      setOpen(next);
      void fetchRows(false);
    };
    const patience = setTimeout(() => {
      setSlow(true);
      // What was wrong before is another filter's.
      setRefused(null);
    }, WHILE);
    begin()
      .catch((thrown: unknown) => {
        if (!over) setRefused(thrown);
      })
      .finally(() => {
        clearTimeout(patience);
        if (!over) setSlow(false);
      });
    return () => {
      over = true;
      clearTimeout(patience);
    };
  }, [filter, grouped, ticket, attempt, fetchRows]);

  useEffect(
    () => () => {
      if (current.current !== null) void closeListing(current.current.listing);
      current.current = null;
    },
    [],
  );

  useEffect(() => onInbox(() => void fetchRows(true)), [fetchRows]);
  const counting = open?.counting ?? false;
  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(() => void fetchRows(true), COUNTING_MS);
    return () => clearInterval(timer);
  }, [counting, fetchRows]);

  const look = useCallback(
    (start: number, end: number) => {
      looked.current = { start, end };
      const of = current.current;
      if (of === null) return;
      if (missingOf(of, looked.current) !== null) void fetchRows(false);
    },
    [fetchRows],
  );
  const pause = useCallback(
    (wanted: boolean) => {
      pausing.current = wanted;
      setPaused(wanted);
      if (current.current !== null) current.current.frozen = wanted ? current.current.base : null;
      void fetchRows(true);
    },
    [fetchRows],
  );
  const row = useCallback(
    (index: number) => (open === null ? undefined : open.cache.get(baseOf(open), index)),
    [open],
  );
  const find = useCallback((id: number) => open?.cache.find(id) ?? null, [open]);
  const each = useCallback(async (low: number, high: number, visit: (row: EventRow) => void) => {
    const of = current.current;
    if (of === null) return;
    let next = high;
    let { base } = of;
    while (next >= low) {
      const known = of.cache.at(next);
      if (known !== undefined) {
        visit(known);
        next -= 1;
        continue;
      }
      // New rows may come in front meanwhile: the distance from the oldest stays.
      const start = Math.max(0, fromNewest(base, next));
      const window = placed(await listingWindow(of.listing, start, LISTING_WINDOW_MAX));
      const before = { next, base };
      for (const [at, one] of window.rows.entries()) {
        const distance = fromOldest(window.total, window.start + at);
        if (distance > next || distance < low) continue;
        visit(one);
        next = distance - 1;
      }
      base = window.total;
      // Taken away meanwhile.
      if (next === before.next && base === before.base) break;
    }
  }, []);
  const patch = useCallback((ids: ReadonlySet<number>, change: Partial<EventRow>) => {
    current.current?.cache.patch(ids, change);
    redraw((n) => n + 1);
  }, []);
  const refresh = useCallback(() => void fetchRows(true), [fetchRows]);
  const reopen = useCallback(() => setAttempt((n) => n + 1), []);
  const retry = useCallback(() => {
    // A list that is closed on the other side can only be opened again.
    if (refused !== null || troubleOf(failed).code === "not_found") reopen();
    else refresh();
  }, [refused, failed, refresh, reopen]);
  const base = open === null ? 0 : baseOf(open);
  return {
    listing: open?.listing ?? null,
    filter: open?.filter ?? "",
    grouped: open?.grouped ?? false,
    epoch,
    total: open === null ? 0 : shownOf(open),
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
