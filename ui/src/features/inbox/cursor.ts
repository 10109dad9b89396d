// The cursor of the list, pure: where the chosen event stands, and the row that a key or a step leads to. The row may not
// be fetched yet; then the cursor awaits it and chooses it when it arrives.
import { fromNewest, fromOldest } from "@/lib/rows/row-cache";
import type { ListingView } from "./useListing";

/** The part of a listing that the cursor reads. */
export type CursorRows = Pick<ListingView, "total" | "base" | "epoch" | "row" | "find">;

/** The place of the chosen event. It stays known after the event's row leaves the cache. */
export interface ChosenPlace {
  id: number;
  /** From the oldest row. */
  distance: number;
  epoch: number;
}

const isAt = (place: ChosenPlace | null, id: number, epoch: number): place is ChosenPlace =>
  place !== null && place.id === id && place.epoch === epoch;

/** The chosen event's place, or the one before while the event's row is not known. */
export function placeOf(before: ChosenPlace | null, selection: number | null, rows: CursorRows) {
  const { epoch, find } = rows;
  if (selection === null || isAt(before, selection, epoch)) return before;
  const distance = find(selection);
  return distance === null ? before : { id: selection, distance, epoch };
}

/** The index of the chosen event; null while its place is unknown, or in front of all shown rows. */
export function chosenIndex(place: ChosenPlace | null, selection: number | null, rows: CursorRows) {
  const { base, epoch, find } = rows;
  if (selection === null) return null;
  const distance = isAt(place, selection, epoch) ? place.distance : find(selection);
  return distance === null || distance >= base ? null : fromNewest(base, distance);
}

const clamp = (index: number, { total }: CursorRows) => Math.min(Math.max(index, 0), Math.max(0, total - 1));

interface Move {
  index: number;
  /** The event to choose; null while its row is not fetched. */
  id: number | null;
  /** The distance from the oldest row of the row to wait for; null when it is known. */
  awaited: number | null;
}

/** A move to a row, or to the nearest one there is; null in an empty list. */
export function moveTo(rows: CursorRows, wanted: number): Move | null {
  if (rows.total === 0) return null;
  const index = clamp(wanted, rows);
  const id = rows.row(index)?.id ?? null;
  return { index, id, awaited: id === null ? fromOldest(rows.base, index) : null };
}

/** The event of the awaited row; null until the row arrives. */
export const arrivedAt = (rows: CursorRows, awaited: number): number | null =>
  rows.row(fromNewest(rows.base, awaited))?.id ?? null;

/** Where a step begins: at the awaited row, or else at the chosen one. */
interface From {
  awaited: number | null;
  chosen: number | null;
}

/** The row `by` steps away; the first one without a place to begin at. */
export function beside(rows: CursorRows, { awaited, chosen }: From, by: number): number {
  const from = awaited === null ? chosen : fromNewest(rows.base, awaited);
  return from === null ? 0 : clamp(from + by, rows);
}

/** The row that a key leads to; null for other keys. `page` is the number of rows in view. */
export function keyTarget(rows: CursorRows, from: From, key: string, page: number): number | null {
  const step = Math.max(1, page - 1);
  switch (key) {
    case "ArrowDown":
      return beside(rows, from, 1);
    case "ArrowUp":
      return beside(rows, from, -1);
    case "PageDown":
      return beside(rows, from, step);
    case "PageUp":
      return beside(rows, from, -step);
    case "Home":
      return 0;
    case "End":
      return rows.total - 1;
    default:
      return null;
  }
}
