// The events a person picked in the list, by their ids, beside the one that is chosen: they stay picked while the list
// scrolls and grows. One event alone is not picked, it is chosen.
import { useCallback, useRef, useState } from "react";
import { fromNewest } from "./row-cache";
import type { ListingState } from "./useListing";
import type { Selection } from "./useListKeys";

/** Events that can be picked at once. */
export const PICKED_MOST = 1000;

export interface Picks {
  picked: ReadonlySet<number>;
  toggle: (id: number) => void;
  /** Picks from the last event that was picked or chosen alone, to a row. */
  reach: (index: number) => void;
  /** The same, to the row some steps from the chosen one. */
  step: (by: number) => void;
  /** The chosen event is another one: the next reach begins there. */
  moved: () => void;
  all: () => void;
  clear: () => void;
}

interface PicksOptions {
  state: ListingState;
  selection: Selection;
  onSelect: (id: number) => void;
}

const NONE: ReadonlySet<number> = new Set();

export function usePicks({ state, selection, onSelect }: PicksOptions): Picks {
  const [picked, setPicked] = useState(NONE);
  const anchor = useRef<number | null>(null);
  /** The last wish wins, also when an earlier one had to be fetched. */
  const wish = useRef(0);
  const { total, find, ids } = state;

  const clear = useCallback(() => {
    wish.current += 1;
    anchor.current = null;
    setPicked((before) => (before.size === 0 ? before : NONE));
  }, []);
  const toggle = useCallback(
    (id: number) => {
      wish.current += 1;
      const next = new Set(picked);
      // What was chosen alone is the first of what is picked.
      if (next.size === 0 && selection !== null) next.add(selection);
      if (next.has(id) && next.size > 0 && (picked.size > 0 || id !== selection)) next.delete(id);
      else next.add(id);
      anchor.current = id;
      setPicked(next);
      if (next.has(id)) onSelect(id);
    },
    [picked, selection, onSelect],
  );
  const reach = useCallback(
    async (index: number) => {
      const from = anchor.current ?? selection;
      const distance = from === null ? null : find(from);
      if (from === null || distance === null || index < 0 || index >= total) return;
      wish.current += 1;
      const mine = wish.current;
      anchor.current = from;
      const there = fromNewest(total, distance);
      const [first, last] = there < index ? [there, index] : [index, there];
      // Too long a way is cut at the end that is far from where it began.
      const start = there < index ? first : Math.max(first, last - PICKED_MOST + 1);
      const got = await ids(start, Math.min(last + 1, start + PICKED_MOST));
      if (wish.current !== mine) return;
      setPicked(got.length > 1 ? new Set(got) : NONE);
      const end = there < index ? got.at(-1) : got[0];
      if (end !== undefined) onSelect(end);
    },
    [selection, total, find, ids, onSelect],
  );
  const step = useCallback(
    (by: number) => {
      const distance = selection === null ? null : find(selection);
      if (distance !== null) void reach(fromNewest(total, distance) + by);
    },
    [selection, find, total, reach],
  );
  const moved = useCallback(() => {
    anchor.current = null;
  }, []);
  const all = useCallback(async () => {
    wish.current += 1;
    const mine = wish.current;
    const got = await ids(0, Math.min(total, PICKED_MOST));
    if (wish.current === mine && got.length > 1) setPicked(new Set(got));
  }, [ids, total]);
  return { picked, toggle, reach: (index) => void reach(index), step, moved, all: () => void all(), clear };
}
