// The texts that the filter of the list looks for. The views of an event's body highlight them.
import { createContext, useContext, useMemo } from "react";
import { hitsOf } from "./hits";
import { useTokens } from "./useTokens";

export const FilterHitsContext = createContext<RegExp | null>(null);

export const useFilterHits = () => useContext(FilterHitsContext);

/** The hits of a filter. While the next filter is parsed, those of the previous one. */
export function useHitsOf(filter: string): RegExp | null {
  const { text, tokens } = useTokens(filter);
  return useMemo(() => hitsOf(text, tokens), [text, tokens]);
}
