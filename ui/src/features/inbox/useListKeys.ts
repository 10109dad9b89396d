// Moves the cursor through the list and chooses the event it stands on.
import { useCallback, useEffect, useRef } from "react";
import { arrivedAt, beside, keyTarget, moveTo } from "./cursor";
import type { ListingView } from "./useListing";

interface ListKeysOptions {
  state: ListingView;
  /** The index of the chosen row, as far as it is known. */
  chosen: () => number | null;
  onSelect: (id: number) => void;
  reveal: (index: number) => void;
  /** Rows in a page. */
  page: number;
}

export function useListKeys({ state, chosen, onSelect, reveal, page }: ListKeysOptions) {
  /** The distance from the oldest row of the row to choose when it arrives. */
  const awaited = useRef<number | null>(null);
  const latest = useRef(state);
  latest.current = state;

  const goTo = useCallback(
    (wanted: number) => {
      const move = moveTo(latest.current, wanted);
      if (move === null) return;
      awaited.current = move.awaited;
      if (move.id !== null) onSelect(move.id);
      reveal(move.index);
    },
    [onSelect, reveal],
  );
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
    step: (by: number) => goTo(beside(state, from(), by)),
    /** The row that a key leads to; null when it leads nowhere. */
    target: (key: string) => keyTarget(state, from(), key, page),
    revealChosen: () => {
      const index = chosen();
      if (index !== null) reveal(index);
    },
  };
}
