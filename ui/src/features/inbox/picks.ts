// The rows picked in the list, as a pure reducer. Picks are stretches of distances from the oldest row: a stretch may
// contain rows that were never fetched, and new rows in front move none. A single row is chosen, not picked.
import { fromOldest } from "@/lib/rows/row-cache";
import { between, holds, type Intervals, NONE, withAdded, without } from "./intervals";

interface PickState {
  picked: Intervals;
  /** The distance at which the next stretch begins; null to begin at the chosen row. */
  anchor: number | null;
}

export const NO_PICKS: PickState = { picked: NONE, anchor: null };

/** The list at the time of an event. */
export interface PickList {
  total: number;
  base: number;
  /** The index of the chosen row, as far as it is known. */
  chosen: number | null;
}

export type PickEvent =
  /** Picks a row, or takes its pick back. */
  | { type: "toggled"; index: number; list: PickList }
  /** Picks the stretch from the anchor to a row. */
  | { type: "reached"; index: number; list: PickList }
  /** Another row was chosen: the next stretch begins there. */
  | { type: "moved" }
  | { type: "pickedAll"; list: PickList }
  | { type: "cleared" };

const chosenDistance = ({ base, chosen }: PickList) => (chosen === null ? null : fromOldest(base, chosen));

function toggled(picked: Intervals, index: number, list: PickList): PickState {
  const distance = fromOldest(list.base, index);
  const from = chosenDistance(list);
  // The chosen row becomes the first pick.
  const first =
    picked.length === 0 && from !== null && from !== distance
      ? withAdded(picked, between(from, from))
      : picked;
  const next = holds(first, distance)
    ? without(first, distance)
    : withAdded(first, between(distance, distance));
  return { picked: next, anchor: distance };
}

function reached(state: PickState, index: number, list: PickList): PickState {
  const from = state.anchor ?? chosenDistance(list);
  if (from === null || index < 0 || index >= list.total) return state;
  const to = fromOldest(list.base, index);
  return { picked: from === to ? NONE : [between(from, to)], anchor: from };
}

export function reducePicks(state: PickState, event: PickEvent): PickState {
  switch (event.type) {
    case "toggled":
      return toggled(state.picked, event.index, event.list);
    case "reached":
      return reached(state, event.index, event.list);
    case "moved":
      return state.anchor === null ? state : { ...state, anchor: null };
    case "pickedAll": {
      const { total, base } = event.list;
      return total > 1 ? { ...state, picked: [{ low: base - total, high: base - 1 }] } : state;
    }
    case "cleared":
      return state.picked.length === 0 && state.anchor === null ? state : NO_PICKS;
  }
}
