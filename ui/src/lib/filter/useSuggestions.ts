// Fetches suggestions for a filter: completions at the cursor, or recent searches in an empty
// field.
import { useQuery } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { completeFilter, rememberSearch } from "@/ipc/bindings/commands";
import { recentSearchesQuery } from "@/lib/queries";
import { charactersBefore, replaced } from "./spans";

export interface Suggestion {
  text: string;
  about: string;
  /** The whole filter after this suggestion is accepted, and the cursor in it. */
  taken: { text: string; cursor: number };
}

export interface SuggestionSet {
  what: "completions" | "recent";
  list: readonly Suggestion[];
}

const MAX_RECENT = 10;
const NONE: SuggestionSet = { what: "completions", list: [] };

const useRecent = () => useQuery(recentSearchesQuery()).data;

export function useSuggestions() {
  const [shown, setShown] = useState<SuggestionSet>(NONE);
  const request = useRef(0);
  const recent = useRecent();

  const clear = useCallback(() => {
    request.current += 1;
    setShown(NONE);
  }, []);
  const fetchSuggestions = useCallback(
    /** Without `onDemand`, a complete term has no suggestions. */
    async (text: string, unit: number, onDemand: boolean) => {
      request.current += 1;
      const mine = request.current;
      if (text === "" && recent !== undefined && recent.length > 0) {
        const list = recent
          .slice(0, MAX_RECENT)
          .map((one) => ({ text: one, about: "", taken: { text: one, cursor: one.length } }));
        setShown({ what: "recent", list });
        return;
      }
      // On failure the field works without suggestions.
      const found = await completeFilter({ text, cursor: charactersBefore(text, unit) }).catch(() => null);
      if (request.current !== mine || found === null) return;
      const { from, to, options } = found;
      const all = options.map((option) => ({ ...option, taken: replaced(text, from, to, option.text) }));
      const list = all.filter(({ taken }) => taken.text !== text);
      const isComplete = list.length < all.length;
      setShown({ what: "completions", list: isComplete && !onDemand ? [] : list });
    },
    [recent],
  );
  return { shown, fetchSuggestions, clear };
}

/** Adds a search to the recent searches. */
export function useRememberSearch() {
  const recent = useRecent();
  return async (filter: string) => {
    const text = filter.trim();
    if (text === "" || recent?.[0] === text) return;
    // On failure the search is only missing from the list.
    await rememberSearch({ filter: text }).catch(() => undefined);
  };
}
