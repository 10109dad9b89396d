// The state of the event list as a pure reducer: the open listing, its known rows, and the rows on
// display while the list is paused. Rows are stored by their distance from the oldest row, because
// each new row at the top shifts every index.
import type { AnchorPosition, EventRow, ListingWindow, RowAnchor } from "@/ipc/types";
import { RowCache } from "@/lib/rows/row-cache";

export interface Query {
  filter: string;
  /** One row represents all events with the same id. */
  grouped: boolean;
}

/** An open listing of the backend. */
interface OpenListing extends Query {
  listing: number;
  /** The value of `base` from which new rows at the top are counted. */
  opened: number;
  /**
   * The newest event when the list was last at the top, and how many rows were new by then; null
   * before the first rows.
   */
  mark: { event: number; added: number } | null;
  /** By how many rows the visible rows have moved down for any reason but new rows at the top. */
  shift: number;
  /** The number of rows, without `behind`. */
  base: number;
  /** Older rows found after the listing was opened. Their distances are below zero. */
  behind: number;
  /** The backend is still searching for older rows. */
  counting: boolean;
  /** The value of `base` at which the list is paused; null while it is not paused. */
  frozen: number | null;
  /** Changes when rows move for any reason but new rows at the top; null before the first rows. */
  revision: number | null;
  /** The positions of known rows are outdated. They stay on display until the visible rows are fetched. */
  stale: boolean;
  cache: RowCache;
}

interface Span {
  start: number;
  end: number;
}

/** The part of the state that the list renders. */
interface Shown {
  /** Null until the first listing opens. The previous listing stays until the next one opens. */
  open: OpenListing | null;
  paused: boolean;
  /** Changes when the distances of known rows are no longer valid. */
  epoch: number;
  /** The next listing takes a while to open. */
  slow: boolean;
  /** Incremented to open the same query again. */
  attempt: number;
  /** The error of a query that could not be opened. Arriving rows do not clear it. */
  refused: unknown;
  /** The error of the last fetch of rows. */
  failed: unknown;
}

export interface ListingState {
  /** The same object while only `viewport` changes, so scrolling does not render the list twice. */
  shown: Shown;
  /** The visible rows. */
  viewport: Span;
}

export type ListingEvent =
  /** Opening the next listing takes a while. */
  | { type: "slow" }
  /**
   * A listing was opened. If the previous query was the same, `window` has its visible rows and the
   * current position of the anchor.
   */
  | {
      type: "opened";
      query: Query;
      listing: number;
      total: number;
      counting: boolean;
      window: ListingWindow | null;
      anchor: RowAnchor | null;
    }
  | { type: "refused"; error: unknown }
  | { type: "arrived"; listing: number; window: ListingWindow; anchor: RowAnchor | null }
  | { type: "failed"; listing: number; error: unknown }
  | { type: "scrolled"; span: Span }
  | { type: "paused"; paused: boolean }
  /** A change that is applied to known rows without fetching them. */
  | { type: "patched"; ids: ReadonlySet<number>; change: Partial<EventRow> }
  | { type: "reopened" }
  | { type: "closed" };

/** The rows to fetch before the list is measured. */
const INITIAL_VIEWPORT: Span = { start: 0, end: 60 };
/** Rows fetched beyond each edge of the viewport, so that scrolling shows them at once. */
const PREFETCHED_ROWS = 60;
/** The most visible rows that one call refreshes. */
const MAX_REFRESHED_ROWS = 100;

export const CLOSED: ListingState = {
  shown: { open: null, paused: false, epoch: 0, slow: false, attempt: 0, refused: null, failed: null },
  viewport: INITIAL_VIEWPORT,
};

/** The window with a total that leaves out `behind`, as `OpenListing.base` does. */
const withBaseTotal = (window: ListingWindow) => ({ ...window, total: window.total - window.behind });

export const isSameQuery = (open: OpenListing | null, { filter, grouped }: Query): boolean =>
  open !== null && open.filter === filter && open.grouped === grouped;

/** The first visible row that is known. The others keep their positions relative to it. */
export function anchorOf({ shown: { open }, viewport }: ListingState): RowAnchor | null {
  if (open === null) return null;
  for (let index = viewport.start; index < viewport.end; index += 1) {
    const row = open.cache.get(baseOf(open), index);
    if (row !== undefined) return { event: row.id, index, newer_than: open.mark?.event ?? row.id };
  }
  return null;
}

/** Converts indexes to distances: the distance of a row is `baseOf(open) - 1 - index`. */
export const baseOf = (open: OpenListing | null): number => (open === null ? 0 : (open.frozen ?? open.base));
export const totalOf = (open: OpenListing | null): number => (open === null ? 0 : baseOf(open) + open.behind);
/** New rows at the top. */
export const addedOf = (open: OpenListing | null): number => (open === null ? 0 : baseOf(open) - open.opened);
/** By how many rows the visible rows have moved down since the query was opened. */
export const frontOf = (open: OpenListing | null): number => (open === null ? 0 : addedOf(open) + open.shift);

function withWindow(open: OpenListing, window: ListingWindow, viewport: Span): OpenListing {
  const { total, start, rows } = withBaseTotal(window);
  const cache = open.cache.copy();
  cache.store({ total, start, rows });
  const isMarked = open.mark !== null && viewport.start > 0;
  const mark = isMarked ? open.mark : { event: window.newest ?? 0, added: total - open.opened };
  return {
    ...open,
    mark,
    cache,
    revision: window.revision,
    stale: false,
    base: total,
    behind: window.behind,
    counting: window.counting,
  };
}

/** The rows on display without those that a paused list leaves out. */
const shownIndex = (open: OpenListing, index: number) => index - (open.base - baseOf(open));

/**
 * Counts the new rows after a change for which positions are no longer valid. Other rows by which the
 * anchor has moved were deleted or restored.
 */
function moved(
  before: OpenListing,
  after: OpenListing,
  anchor: RowAnchor | null,
  at: AnchorPosition | null,
): OpenListing {
  if (at === null) return { ...after, opened: baseOf(after) - addedOf(before), shift: before.shift };
  const { mark } = before;
  const newRows = mark === null ? addedOf(before) : mark.added + at.newer;
  // A paused list still leaves out the rows that arrived since.
  const waiting = before.frozen === null ? 0 : Math.max(0, newRows - addedOf(before));
  const frozen = after.frozen === null ? null : Math.max(0, after.base - waiting);
  const next = { ...after, mark, frozen, opened: after.base - newRows };
  const distance = anchor === null ? null : before.cache.find(anchor.event);
  const moves = distance === null ? 0 : shownIndex(next, at.index) - (baseOf(before) - 1 - distance);
  return { ...next, shift: frontOf(before) + moves - addedOf(next) };
}

const movedDown = (viewport: Span, by: number): Span => {
  if (viewport.start === 0) return viewport;
  const start = Math.max(0, viewport.start + by);
  return { start, end: start + viewport.end - viewport.start };
};

/** Whether all rows of a span are known. */
const isKnown = (open: OpenListing, { start, end }: Span): boolean =>
  open.cache.missing(baseOf(open), start, Math.min(end, totalOf(open))) === null;

type Of<T extends ListingEvent["type"]> = Extract<ListingEvent, { type: T }>;

function opened({ shown, viewport }: ListingState, event: Of<"opened">): ListingState {
  const { query, listing, total, counting, window, anchor } = event;
  const empty: OpenListing = {
    ...query,
    listing,
    opened: total,
    mark: null,
    shift: 0,
    base: total,
    behind: 0,
    counting,
    frozen: shown.paused ? total : null,
    revision: null,
    stale: false,
    cache: new RowCache(),
  };
  const filled = window === null ? empty : withWindow(empty, window, viewport);
  const before = isSameQuery(shown.open, query) ? shown.open : null;
  const open = before === null ? filled : moved(before, filled, anchor, window?.anchor ?? null);
  return {
    shown: {
      ...shown,
      open,
      epoch: shown.epoch + 1,
      slow: false,
      refused: null,
      failed: null,
    },
    viewport: before === null ? INITIAL_VIEWPORT : movedDown(viewport, frontOf(open) - frontOf(before)),
  };
}

function arrived(state: ListingState, { listing, window, anchor }: Of<"arrived">): ListingState {
  const { shown, viewport } = state;
  const { open } = shown;
  if (open === null || open.listing !== listing) return state;
  const based = withBaseTotal(window);
  const grown = based.total - open.base;
  // Rows were deleted or moved to the top, so the distances of known rows are no longer valid.
  const isMoved =
    grown < 0 || window.revision !== (open.revision ?? window.revision) || !open.cache.agrees(based);
  if (!isMoved) {
    const next = withWindow(open, window, viewport);
    const viewportNow = open.frozen === null ? movedDown(viewport, grown) : viewport;
    return { shown: { ...shown, open: next, failed: null }, viewport: viewportNow };
  }
  const frozen = open.frozen === null ? null : Math.min(open.frozen, based.total);
  const filled = withWindow({ ...open, frozen, cache: new RowCache() }, window, viewport);
  const next = moved(open, filled, anchor, window.anchor);
  const viewportNow = movedDown(viewport, frontOf(next) - frontOf(open));
  // Without the visible rows, the list would be blank until they are fetched.
  if (!open.stale && !isKnown(next, viewportNow))
    return { shown: { ...shown, open: { ...open, stale: true }, failed: null }, viewport };
  return { shown: { ...shown, open: next, epoch: shown.epoch + 1, failed: null }, viewport: viewportNow };
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
  const { shown, viewport } = state;
  switch (event.type) {
    case "opened":
      return opened(state, event);
    case "arrived":
      return arrived(state, event);
    case "slow":
      // The error belongs to the previous query.
      return { shown: { ...shown, slow: true, refused: null }, viewport };
    case "refused":
      return { shown: { ...shown, slow: false, refused: event.error }, viewport };
    case "failed":
      if (shown.open?.listing !== event.listing) return state;
      return { shown: { ...shown, failed: event.error }, viewport };
    case "scrolled":
      return { shown, viewport: event.span };
    case "paused":
      return { shown: paused(shown, event.paused), viewport };
    case "patched":
      return { shown: patched(shown, event), viewport };
    case "reopened":
      return { shown: { ...shown, attempt: shown.attempt + 1 }, viewport };
    case "closed":
      return { shown: { ...shown, open: null }, viewport };
  }
}

interface RowsRequest {
  listing: number;
  start: number;
  len: number;
  anchor: RowAnchor | null;
}

/** A request for the visible rows, even if they are known. */
export function refreshRequest(state: ListingState) {
  const { start, end } = state.viewport;
  return {
    start,
    len: Math.min(Math.max(end - start, 1), MAX_REFRESHED_ROWS),
    anchor: anchorOf(state),
  };
}

/** The next rows to fetch; null if no row is missing. A fresh request also refreshes the totals. */
export function rowsRequest(state: ListingState, fresh: boolean): RowsRequest | null {
  const { open } = state.shown;
  if (open === null) return null;
  const base = baseOf(open);
  const { start, end } = state.viewport;
  const first = Math.max(0, start - PREFETCHED_ROWS);
  const range =
    fresh || open.stale
      ? refreshRequest(state)
      : open.cache.missing(base, first, Math.min(end + PREFETCHED_ROWS, totalOf(open)));
  if (range === null) return null;
  // A paused list does not show the newest rows, but the backend counts them.
  const hidden = open.base - base;
  const anchor = anchorOf(state);
  return {
    listing: open.listing,
    start: range.start + hidden,
    len: range.len,
    anchor: anchor === null ? null : { ...anchor, index: anchor.index + hidden },
  };
}
