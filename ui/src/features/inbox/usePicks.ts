// The picked rows of a listing. They stay picked while the list scrolls and grows; their events are read when an action
// needs them.
import { useCallback, useEffect, useReducer } from "react";
import type { EventRow } from "@/ipc/types";
import { fromNewest, fromOldest } from "@/lib/rows/row-cache";
import { countIn, holds } from "./intervals";
import { NO_PICKS, reducePicks } from "./picks";
import type { ListingView } from "./useListing";

export interface Picks {
  count: number;
  has: (index: number) => boolean;
  /** Picks a row, or takes its pick back; returns whether it is picked now. */
  toggle: (index: number) => boolean;
  /** Picks from the last row that was picked or chosen alone, to a row. */
  reach: (index: number) => void;
  /** Another row was chosen: the next reach begins there. */
  moved: () => void;
  all: () => void;
  clear: () => void;
  /** The index of the newest one. */
  first: () => number;
  /** Visits all of them, newest first within each stretch. */
  each: (visit: (row: EventRow) => void) => Promise<void>;
}

/** `chosen` is the index of the chosen row, as far as it is known. */
export function usePicks(state: ListingView, chosen: () => number | null): Picks {
  const [picks, dispatch] = useReducer(reducePicks, NO_PICKS);
  const { picked } = picks;
  const { total, base, epoch } = state;
  const clear = useCallback(() => dispatch({ type: "cleared" }), []);
  // Other rows stand at these distances now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the epoch is what the effect waits for.
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
    reach: (index) => dispatch({ type: "reached", index, list: list() }),
    moved: useCallback(() => dispatch({ type: "moved" }), []),
    all: () => dispatch({ type: "pickedAll", list: list() }),
    clear,
    first: () => fromNewest(base, picked.at(-1)?.high ?? 0),
    each: async (visit) => {
      for (const { low, high } of [...picked].reverse()) await state.each(low, high, visit);
    },
  };
}
