// Finds the index of the chosen event, even after its row leaves the cache.
import { useCallback, useEffect, useRef } from "react";
import { type ChosenPlace, chosenIndex, placeOf } from "./cursor";
import type { ListingView } from "./useListing";

/** The id of the chosen event. */
export type Selection = number | null;

export function useChosenPlace(state: ListingView, selection: Selection): () => number | null {
  const place = useRef<ChosenPlace | null>(null);
  const latest = useRef({ state, selection });
  latest.current = { state, selection };
  useEffect(() => {
    place.current = placeOf(place.current, selection, state);
  });
  return useCallback(() => {
    const { state, selection } = latest.current;
    return chosenIndex(place.current, selection, state);
  }, []);
}
