// Moves the chosen event through a listing. A row that is not fetched yet is remembered and chosen when it arrives.
import { useCallback, useEffect, useRef } from "react";
import { fromNewest, fromOldest } from "./row-cache";
import type { ListingState } from "./useListing";

/** The id of the chosen event. */
export type Selection = number | null;

interface ListKeysOptions {
  state: ListingState;
  selection: Selection;
  onSelect: (id: number) => void;
  reveal: (index: number) => void;
  /** Rows in a page. */
  page: number;
}

export function useListKeys({ state, selection, onSelect, reveal, page }: ListKeysOptions) {
  /** Distance from the oldest row of the row that is waited for. */
  const awaited = useRef<number | null>(null);
  /** The chosen row's distance from the oldest, known on after the row itself is forgotten. */
  const place = useRef<{ id: number; distance: number } | null>(null);
  const { total, row, find } = state;

  useEffect(() => {
    if (selection === null || place.current?.id === selection) return;
    const distance = find(selection);
    if (distance !== null) place.current = { id: selection, distance };
  });
  const chosenDistance = useCallback(() => {
    if (selection === null) return null;
    return place.current?.id === selection ? place.current.distance : find(selection);
  }, [selection, find]);

  const goTo = useCallback(
    (wanted: number) => {
      if (total === 0) return;
      const index = Math.min(Math.max(wanted, 0), total - 1);
      const target = row(index);
      awaited.current = target === undefined ? fromOldest(total, index) : null;
      if (target !== undefined) onSelect(target.id);
      reveal(index);
    },
    [total, row, onSelect, reveal],
  );

  useEffect(() => {
    if (awaited.current === null) return;
    const target = row(fromNewest(total, awaited.current));
    if (target === undefined) return;
    awaited.current = null;
    onSelect(target.id);
  });

  const step = useCallback(
    (by: number) => {
      const distance = awaited.current ?? chosenDistance();
      goTo(distance === null ? 0 : fromNewest(total, distance) + by);
    },
    [chosenDistance, total, goTo],
  );

  const press = (key: string): boolean => {
    switch (key) {
      case "ArrowDown":
        step(1);
        return true;
      case "ArrowUp":
        step(-1);
        return true;
      case "PageDown":
        step(Math.max(1, page - 1));
        return true;
      case "PageUp":
        step(-Math.max(1, page - 1));
        return true;
      case "Home":
        goTo(0);
        return true;
      case "End":
        goTo(total - 1);
        return true;
      default:
        return false;
    }
  };
  const choose = useCallback((index: number) => goTo(index), [goTo]);
  const revealChosen = () => {
    const distance = chosenDistance();
    if (distance !== null) reveal(fromNewest(total, distance));
  };
  return { goTo, step, press, choose, revealChosen };
}
