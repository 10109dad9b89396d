// Moves the chosen event through a listing. A row that is not fetched yet is remembered and chosen when it arrives.
import { useCallback, useEffect, useRef } from "react";
import { fromNewest, fromOldest } from "@/lib/rows/row-cache";
import type { ListingState } from "./useListing";

interface ListKeysOptions {
  state: ListingState;
  /** The index of the chosen row, as far as it is known. */
  chosen: () => number | null;
  onSelect: (id: number) => void;
  reveal: (index: number) => void;
  /** Rows in a page. */
  page: number;
}

export function useListKeys({ state, chosen, onSelect, reveal, page }: ListKeysOptions) {
  /** Distance from the oldest row of the row that is waited for. */
  const awaited = useRef<number | null>(null);
  const { total, base, row } = state;

  const goTo = useCallback(
    (wanted: number) => {
      if (total === 0) return;
      const index = Math.min(Math.max(wanted, 0), total - 1);
      const target = row(index);
      awaited.current = target === undefined ? fromOldest(base, index) : null;
      if (target !== undefined) onSelect(target.id);
      reveal(index);
    },
    [total, base, row, onSelect, reveal],
  );

  useEffect(() => {
    if (awaited.current === null) return;
    const target = row(fromNewest(base, awaited.current));
    if (target === undefined) return;
    awaited.current = null;
    onSelect(target.id);
  });

  /** The row so many steps from the chosen one, or from the one that is waited for. */
  const beside = useCallback(
    (by: number) => {
      const from = awaited.current === null ? chosen() : fromNewest(base, awaited.current);
      return from === null ? 0 : Math.min(Math.max(from + by, 0), Math.max(0, total - 1));
    },
    [chosen, total, base],
  );
  const step = useCallback((by: number) => goTo(beside(by)), [goTo, beside]);

  /** The row a key leads to; null when it leads nowhere. */
  const target = (key: string): number | null => {
    switch (key) {
      case "ArrowDown":
        return beside(1);
      case "ArrowUp":
        return beside(-1);
      case "PageDown":
        return beside(Math.max(1, page - 1));
      case "PageUp":
        return beside(-Math.max(1, page - 1));
      case "Home":
        return 0;
      case "End":
        return total - 1;
      default:
        return null;
    }
  };
  const revealChosen = () => {
    const index = chosen();
    if (index !== null) reveal(index);
  };
  return { goTo, step, target, revealChosen };
}
