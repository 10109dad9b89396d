// Moves the cursor through the list and chooses the event at the cursor.
import { useCallback, useEffect, useRef } from "react";
import { arrivedAt, keyTarget, moveTo, stepFrom } from "./cursor";
import type { ListingView } from "./useListing";

interface ListKeysOptions {
  state: ListingView;
  /** The index of the chosen row; null if it is unknown. */
  chosen: () => number | null;
  onSelect: (id: number) => void;
  reveal: (index: number) => void;
  /** Rows in a page. */
  page: number;
}

export function useListKeys({ state, chosen, onSelect, reveal, page }: ListKeysOptions) {
  /** The row to choose when it arrives, as its distance from the oldest row. */
  const awaited = useRef<number | null>(null);
  const latest = useRef(state);
  latest.current = state;

  const goTo = useCallback(
    (index: number) => {
      const move = moveTo(latest.current, index);
      if (move === null) return;
      awaited.current = move.awaited;
      if (move.id !== null) onSelect(move.id);
      reveal(move.index);
    },
    [onSelect, reveal],
  );
  const choose = (id: number, index: number | null) => {
    awaited.current = null;
    onSelect(id);
    if (index !== null) reveal(index);
  };
  useEffect(() => {
    if (awaited.current === null) return;
    const id = arrivedAt(state, awaited.current);
    if (id === null) return;
    awaited.current = null;
    onSelect(id);
  });

  const from = () => ({ awaited: awaited.current, chosen: chosen() });
  return {
    goTo,
    /** Chooses an event by its id. `index` is null if the position of its row is unknown. */
    choose,
    step: (by: number) => goTo(stepFrom(state, from(), by)),
    /** The target row of a key; null for keys that do not navigate. */
    target: (key: string) => keyTarget(state, from(), key, page),
    revealChosen: () => {
      const index = chosen();
      if (index !== null) reveal(index);
    },
  };
}
