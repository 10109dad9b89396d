// The picked rows of the list, as a pure reducer. Picks are intervals of distances from the oldest
// row. An interval can contain rows that were never fetched, and new rows at the top do not shift
// it. A row is picked only as part of a multiple selection; a single row is chosen.
import { fromOldest } from "@/lib/rows/row-cache";
import { between, holds, type Intervals, NONE, withAdded, without } from "./intervals";

interface PickState {
  picked: Intervals;
  /** The distance at which the next range starts; null to start at the chosen row. */
  anchor: number | null;
}

export const NO_PICKS: PickState = { picked: NONE, anchor: null };

/** The list at the time of an event. */
export interface PickList {
  total: number;
  base: number;
  /** The index of the chosen row; null if it is unknown. */
  chosen: number | null;
}

export type PickEvent =
  /** Picks or unpicks a row. */
  | { type: "toggled"; index: number; list: PickList }
  /** Picks the range from the anchor to a row. */
  | { type: "extended"; index: number; list: PickList }
  /** Another row was chosen. The next range starts there. */
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

function extended(state: PickState, index: number, list: PickList): PickState {
  const from = state.anchor ?? chosenDistance(list);
  if (from === null || index < 0 || index >= list.total) return state;
  const to = fromOldest(list.base, index);
  return { picked: from === to ? NONE : [between(from, to)], anchor: from };
}

export function reducePicks(state: PickState, event: PickEvent): PickState {
  switch (event.type) {
    case "toggled":
      return toggled(state.picked, event.index, event.list);
    case "extended":
      return extended(state, event.index, event.list);
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
