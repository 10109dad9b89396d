// Where in the listing the chosen event stands, known on after its row itself is forgotten.
import { useCallback, useEffect, useRef } from "react";
import { fromNewest } from "@/lib/rows/row-cache";
import type { ListingState } from "./useListing";

/** The id of the chosen event. */
export type Selection = number | null;

export function useChosenPlace(state: ListingState, selection: Selection): () => number | null {
  const place = useRef<{ id: number; distance: number; epoch: number } | null>(null);
  const { base, find, epoch } = state;
  useEffect(() => {
    if (selection === null || (place.current?.id === selection && place.current.epoch === epoch)) return;
    const distance = find(selection);
    if (distance !== null) place.current = { id: selection, distance, epoch };
  });
  return useCallback(() => {
    if (selection === null) return null;
    const known = place.current;
    const distance = known?.id === selection && known.epoch === epoch ? known.distance : find(selection);
    return distance === null || distance >= base ? null : fromNewest(base, distance);
  }, [selection, find, base, epoch]);
}
