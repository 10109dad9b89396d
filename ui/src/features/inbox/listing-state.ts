// The list of events as a pure reducer: which listing is open, which of its rows are known, and what is shown while it is
// paused. Rows are stored by their distance from the oldest row, since new rows in front change every index.
import type { EventRow, ListingWindow } from "@/ipc/types";
import { RowCache } from "@/lib/rows/row-cache";

export interface Query {
  filter: string;
  /** A row stands for all events of one id. */
  grouped: boolean;
}

/** An open listing of the backend. */
interface OpenListing extends Query {
  listing: number;
  /** Rows at the time it was opened. */
  opened: number;
  /** Rows, except those found behind the others after it was opened. */
  base: number;
  /** Rows found behind the others after it was opened: their distances are below zero. */
  behind: number;
  /** The backend is still looking for rows at the end. */
  counting: boolean;
  /** Rows shown while the list is paused, except those behind; null while it is not paused. */
  frozen: number | null;
  /** Changes when rows moved in another way than by new ones in front; null before the first rows arrive. */
  revision: number | null;
  cache: RowCache;
}

interface Span {
  start: number;
  end: number;
}

/** What the list shows. */
interface Shown {
  /** Null until the first listing is open. The previous listing stays until the next one is open. */
  open: OpenListing | null;
  paused: boolean;
  /** Changes when rows stand at other distances from the oldest one than before. */
  epoch: number;
  /** The next listing takes a while to open. */
  slow: boolean;
  /** Grows each time the same query is to be opened again. */
  attempt: number;
  /** Why the query could not be opened. Rows that arrive do not clear it. */
  refused: unknown;
  /** Why rows could not be fetched. */
  failed: unknown;
}

export interface ListingState {
  /** The same object while only `looked` changes, so that a scrolled list is drawn once. */
  shown: Shown;
  /** The rows in view. */
  looked: Span;
}

export type ListingEvent =
  /** Opening takes longer than a moment. */
  | { type: "slow" }
  /** A listing was opened; `window` holds the rows in view when it replaces a listing of the same query. */
  | {
      type: "opened";
      query: Query;
      listing: number;
      total: number;
      counting: boolean;
      window: ListingWindow | null;
    }
  | { type: "refused"; error: unknown }
  | { type: "arrived"; listing: number; window: ListingWindow }
  | { type: "failed"; listing: number; error: unknown }
  | { type: "looked"; span: Span }
  | { type: "paused"; paused: boolean }
  /** Known changes of some rows. */
  | { type: "patched"; ids: ReadonlySet<number>; change: Partial<EventRow> }
  | { type: "reopened" }
  | { type: "closed" };

/** Rows fetched before the list has been measured. */
const FIRST: Span = { start: 0, end: 60 };
/** Rows fetched beyond each edge of the view, so that they are there when it scrolls. */
const AHEAD = 60;
/** Rows in view that one call refreshes. */
const MAX_REFRESHED = 100;

export const CLOSED: ListingState = {
  shown: { open: null, paused: false, epoch: 0, slow: false, attempt: 0, refused: null, failed: null },
  looked: FIRST,
};

/** A window whose total counts from the oldest row that was there first. */
const placed = (window: ListingWindow) => ({ ...window, total: window.total - window.behind });

export const isSameQuery = (open: OpenListing | null, { filter, grouped }: Query): boolean =>
  open !== null && open.filter === filter && open.grouped === grouped;

/** The total from which distances count: `base - 1 - index` is the distance of a shown row. */
export const baseOf = (open: OpenListing | null): number => (open === null ? 0 : (open.frozen ?? open.base));
export const totalOf = (open: OpenListing | null): number => (open === null ? 0 : baseOf(open) + open.behind);

function withWindow(open: OpenListing, window: ListingWindow): OpenListing {
  const { total, start, rows } = placed(window);
  const cache = open.cache.copy();
  cache.store({ total, start, rows });
  return {
    ...open,
    cache,
    revision: window.revision,
    base: total,
    behind: window.behind,
    counting: window.counting,
  };
}

type Of<T extends ListingEvent["type"]> = Extract<ListingEvent, { type: T }>;

function opened({ shown, looked }: ListingState, event: Of<"opened">): ListingState {
  const { query, listing, total, counting, window } = event;
  const empty: OpenListing = {
    ...query,
    listing,
    opened: total,
    base: total,
    behind: 0,
    counting,
    frozen: shown.paused ? total : null,
    revision: null,
    cache: new RowCache(),
  };
  return {
    shown: {
      ...shown,
      open: window === null ? empty : withWindow(empty, window),
      epoch: shown.epoch + 1,
      slow: false,
      refused: null,
      failed: null,
    },
    looked: isSameQuery(shown.open, query) ? looked : FIRST,
  };
}

function arrived(state: ListingState, { listing, window }: Of<"arrived">): ListingState {
  const { shown, looked } = state;
  const { open } = shown;
  if (open === null || open.listing !== listing) return state;
  const stands = placed(window);
  const grown = stands.total - open.base;
  // Rows were removed or went to the front: the known ones stand elsewhere now.
  const moved =
    grown < 0 || window.revision !== (open.revision ?? window.revision) || !open.cache.agrees(stands);
  const frozen = moved && open.frozen !== null ? Math.min(open.frozen, stands.total) : open.frozen;
  const next = withWindow({ ...open, frozen, cache: moved ? new RowCache() : open.cache }, window);
  const isShifted = grown > 0 && frozen === null && looked.start > 0;
  return {
    shown: { ...shown, open: next, epoch: moved ? shown.epoch + 1 : shown.epoch, failed: null },
    looked: isShifted ? { start: looked.start + grown, end: looked.end + grown } : looked,
  };
}

function paused({ open, ...shown }: Shown, isPaused: boolean): Shown {
  const next = open === null ? null : { ...open, frozen: isPaused ? open.base : null };
  return { ...shown, open: next, paused: isPaused };
}

function patched(shown: Shown, { ids, change }: Of<"patched">): Shown {
  const { open } = shown;
  if (open === null) return shown;
  const cache = open.cache.copy();
  cache.patch(ids, change);
  return { ...shown, open: { ...open, cache } };
}

export function reduceListing(state: ListingState, event: ListingEvent): ListingState {
  const { shown, looked } = state;
  switch (event.type) {
    case "opened":
      return opened(state, event);
    case "arrived":
      return arrived(state, event);
    case "slow":
      // The error belongs to the previous query.
      return { shown: { ...shown, slow: true, refused: null }, looked };
    case "refused":
      return { shown: { ...shown, slow: false, refused: event.error }, looked };
    case "failed":
      if (shown.open?.listing !== event.listing) return state;
      return { shown: { ...shown, failed: event.error }, looked };
    case "looked":
      return { shown, looked: event.span };
    case "paused":
      return { shown: paused(shown, event.paused), looked };
    case "patched":
      return { shown: patched(shown, event), looked };
    case "reopened":
      return { shown: { ...shown, attempt: shown.attempt + 1 }, looked };
    case "closed":
      return { shown: { ...shown, open: null }, looked };
  }
}

interface RowsRequest {
  listing: number;
  start: number;
  len: number;
}

/** The rows in view, known or not. */
export const refreshRequest = ({ start, end }: Span) => ({
  start,
  len: Math.min(Math.max(end - start, 1), MAX_REFRESHED),
});

/** The next rows to fetch; null when none are missing. A fresh request also refreshes the totals. */
export function rowsRequest({ shown, looked }: ListingState, fresh: boolean): RowsRequest | null {
  const { open } = shown;
  if (open === null) return null;
  const base = baseOf(open);
  const { start, end } = looked;
  const wanted = fresh
    ? refreshRequest(looked)
    : open.cache.missing(base, Math.max(0, start - AHEAD), Math.min(end + AHEAD, totalOf(open)));
  if (wanted === null) return null;
  // The backend has rows in front that a paused list does not show.
  return { listing: open.listing, start: wanted.start + open.base - base, len: wanted.len };
}
