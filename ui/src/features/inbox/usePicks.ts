// The rows a person picked in the list, beside the one that is chosen: by their places, so that a stretch may reach over
// rows that were never fetched. They stay picked while the list scrolls and grows; which events they are is asked for
// when something is to be done with them. One row alone is not picked, it is chosen.
import { useCallback, useEffect, useRef, useState } from "react";
import type { EventRow } from "@/ipc/types";
import { fromNewest, fromOldest } from "@/lib/rows/row-cache";
import { between, countIn, holds, type Intervals, NONE, withAdded, without } from "./intervals";
import type { ListingState } from "./useListing";

export interface Picks {
  count: number;
  has: (index: number) => boolean;
  /** Picks a row too, or no longer; tells whether it is picked now. */
  toggle: (index: number) => boolean;
  /** Picks from the last row that was picked or chosen alone, to a row. */
  reach: (index: number) => void;
  /** The chosen row is another one: the next reach begins there. */
  moved: () => void;
  all: () => void;
  clear: () => void;
  /** The place of the newest one. */
  first: () => number;
  /** Goes through all of them, newest first within each stretch. */
  each: (visit: (row: EventRow) => void) => Promise<void>;
}

/** `chosen` is the index of the chosen row, as far as it is known. */
export function usePicks(state: ListingState, chosen: () => number | null): Picks {
  const [picked, setPicked] = useState(NONE);
  const anchor = useRef<number | null>(null);
  const { total, base, epoch } = state;
  const clear = useCallback(() => {
    anchor.current = null;
    setPicked((before) => (before.length === 0 ? before : NONE));
  }, []);
  // What stood at these places stands elsewhere now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(clear, [epoch, clear]);

  const distanceOf = (index: number) => fromOldest(base, index);
  const here = () => {
    const index = chosen();
    return index === null ? null : distanceOf(index);
  };
  const toggle = (index: number): boolean => {
    const distance = distanceOf(index);
    const from = here();
    let next: Intervals = picked;
    // What was chosen alone is the first of what is picked.
    if (next.length === 0 && from !== null && from !== distance) next = withAdded(next, between(from, from));
    next = holds(next, distance) ? without(next, distance) : withAdded(next, between(distance, distance));
    anchor.current = distance;
    setPicked(next);
    return holds(next, distance);
  };
  const reach = (index: number) => {
    const from = anchor.current ?? here();
    if (from === null || index < 0 || index >= total) return;
    anchor.current = from;
    const to = distanceOf(index);
    setPicked(from === to ? NONE : [between(from, to)]);
  };
  const each = async (visit: (row: EventRow) => void) => {
    for (const { low, high } of [...picked].reverse()) await state.each(low, high, visit);
  };
  return {
    count: countIn(picked),
    has: (index) => holds(picked, distanceOf(index)),
    toggle,
    reach,
    moved: useCallback(() => {
      anchor.current = null;
    }, []),
    all: () => total > 1 && setPicked([{ low: base - total, high: base - 1 }]),
    clear,
    first: () => fromNewest(base, picked.at(-1)?.high ?? 0),
    each,
  };
}
