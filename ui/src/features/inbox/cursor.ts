// The cursor of the list, as pure functions: the position of the chosen event, and the target row
// of a key or a step. If the target row is not fetched yet, the cursor waits for it and chooses it
// when it arrives.
import { fromNewest, fromOldest } from "@/lib/rows/row-cache";
import type { ListingView } from "./useListing";

/** The part of a listing that the cursor reads. */
export type CursorRows = Pick<ListingView, "total" | "base" | "epoch" | "row" | "find">;

/** The position of the chosen event. It stays known after the event's row leaves the cache. */
export interface ChosenPlace {
  id: number;
  /** The distance from the oldest row. */
  distance: number;
  epoch: number;
}

const isAt = (place: ChosenPlace | null, id: number, epoch: number): place is ChosenPlace =>
  place !== null && place.id === id && place.epoch === epoch;

/** The position of the chosen event, or the previous position while the event's row is unknown. */
export function placeOf(before: ChosenPlace | null, selection: number | null, rows: CursorRows) {
  const { epoch, find } = rows;
  if (selection === null || isAt(before, selection, epoch)) return before;
  const distance = find(selection);
  return distance === null ? before : { id: selection, distance, epoch };
}

/** The index of the chosen event; null if its position is unknown or above the rows on display. */
export function chosenIndex(place: ChosenPlace | null, selection: number | null, rows: CursorRows) {
  const { base, epoch, find } = rows;
  if (selection === null) return null;
  const distance = isAt(place, selection, epoch) ? place.distance : find(selection);
  return distance === null || distance >= base ? null : fromNewest(base, distance);
}

const clamp = (index: number, { total }: CursorRows) => Math.min(Math.max(index, 0), Math.max(0, total - 1));

interface Move {
  index: number;
  /** The event to choose; null if its row is not fetched yet. */
  id: number | null;
  /** The row to wait for, as its distance from the oldest row; null if the row is known. */
  awaited: number | null;
}

/** A move to a row, clamped to the first and last row; null in an empty list. */
export function moveTo(rows: CursorRows, target: number): Move | null {
  if (rows.total === 0) return null;
  const index = clamp(target, rows);
  const id = rows.row(index)?.id ?? null;
  return { index, id, awaited: id === null ? fromOldest(rows.base, index) : null };
}

/** The id of the awaited event; null until its row arrives. */
export const arrivedAt = (rows: CursorRows, awaited: number): number | null =>
  rows.row(fromNewest(rows.base, awaited))?.id ?? null;

/** The start of a step: the awaited row, or else the chosen row. */
interface StepOrigin {
  awaited: number | null;
  chosen: number | null;
}

/** The row `by` steps from the origin; the first row if there is no origin. */
export function stepFrom(rows: CursorRows, { awaited, chosen }: StepOrigin, by: number): number {
  const from = awaited === null ? chosen : fromNewest(rows.base, awaited);
  return from === null ? 0 : clamp(from + by, rows);
}

/** The target row of a key; null for other keys. `page` is the number of visible rows. */
export function keyTarget(rows: CursorRows, from: StepOrigin, key: string, page: number): number | null {
  const step = Math.max(1, page - 1);
  switch (key) {
    case "ArrowDown":
      return stepFrom(rows, from, 1);
    case "ArrowUp":
      return stepFrom(rows, from, -1);
    case "PageDown":
      return stepFrom(rows, from, step);
    case "PageUp":
      return stepFrom(rows, from, -step);
    case "Home":
      return 0;
    case "End":
      return rows.total - 1;
    default:
      return null;
  }
}
