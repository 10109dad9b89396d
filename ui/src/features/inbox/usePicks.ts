// The picked rows of a listing. They stay picked while the list scrolls and grows. Their events are
// fetched only when an action needs them.
import { useCallback, useEffect, useReducer } from "react";
import type { EventRow } from "@/ipc/types";
import { fromNewest, fromOldest } from "@/lib/rows/row-cache";
import { countIn, holds } from "./intervals";
import { NO_PICKS, reducePicks } from "./picks";
import type { ListingView } from "./useListing";

export interface Picks {
  count: number;
  has: (index: number) => boolean;
  /** Picks or unpicks a row; returns whether the row is picked now. */
  toggle: (index: number) => boolean;
  /** Picks the range from the anchor to a row. The anchor is the last row toggled or chosen. */
  extend: (index: number) => void;
  /** Call this after another row is chosen. The next range starts there. */
  moved: () => void;
  all: () => void;
  clear: () => void;
  /** The index of the newest picked row. */
  first: () => number;
  /** Visits all picked rows, newest first. */
  each: (visit: (row: EventRow) => void) => Promise<void>;
}

/** `chosen` returns the index of the chosen row, or null if it is unknown. */
export function usePicks(state: ListingView, chosen: () => number | null): Picks {
  const [picks, dispatch] = useReducer(reducePicks, NO_PICKS);
  const { picked } = picks;
  const { total, base, epoch } = state;
  const clear = useCallback(() => dispatch({ type: "cleared" }), []);
  // In a new epoch these distances belong to other rows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect runs on a new epoch.
  useEffect(clear, [epoch, clear]);

  const list = () => ({ total, base, chosen: chosen() });
  return {
    count: countIn(picked),
    has: (index) => holds(picked, fromOldest(base, index)),
    toggle: (index) => {
      const event = { type: "toggled", index, list: list() } as const;
      dispatch(event);
      return holds(reducePicks(picks, event).picked, fromOldest(base, index));
    },
    extend: (index) => dispatch({ type: "extended", index, list: list() }),
    moved: useCallback(() => dispatch({ type: "moved" }), []),
    all: () => dispatch({ type: "pickedAll", list: list() }),
    clear,
    first: () => fromNewest(base, picked.at(-1)?.high ?? 0),
    each: async (visit) => {
      for (const { low, high } of [...picked].reverse()) await state.each(low, high, visit);
    },
  };
}
