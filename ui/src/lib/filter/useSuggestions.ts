// What can stand at the cursor; in an empty field, what was searched before.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { completeFilter, rememberSearch } from "@/ipc/commands";
import { recentSearchesQuery, tagged } from "@/lib/queries";
import { charactersBefore, replaced } from "./spans";

export interface Suggestion {
  text: string;
  about: string;
  /** The whole filter when this is taken, and the cursor in it. */
  taken: { text: string; cursor: number };
}

export interface Suggestions {
  what: "completions" | "recent";
  list: readonly Suggestion[];
}

const MOST_RECENT = 10;
const NONE: Suggestions = { what: "completions", list: [] };

export function useSuggestions() {
  const client = useQueryClient();
  const [shown, setShown] = useState<Suggestions>(NONE);
  const asked = useRef(0);
  const recent = useQuery(recentSearchesQuery()).data;

  const close = useCallback(() => {
    asked.current += 1;
    setShown(NONE);
  }, []);
  const ask = useCallback(
    async (text: string, unit: number) => {
      asked.current += 1;
      const mine = asked.current;
      if (text === "" && recent !== undefined && recent.length > 0) {
        const list = recent
          .slice(0, MOST_RECENT)
          .map((one) => ({ text: one, about: "", taken: { text: one, cursor: one.length } }));
        setShown({ what: "recent", list });
        return;
      }
      // Without suggestions it is a field like any other.
      const found = await completeFilter(text, charactersBefore(text, unit)).catch(() => null);
      if (asked.current !== mine || found === null) return;
      const { from, to, options } = found;
      setShown({
        what: "completions",
        list: options
          .map((option) => ({ ...option, taken: replaced(text, from, to, option.text) }))
          .filter(({ taken }) => taken.text !== text),
      });
    },
    [recent],
  );
  const remember = useCallback(
    async (filter: string) => {
      const wanted = filter.trim();
      if (wanted === "" || recent?.[0] === wanted) return;
      // It is not in the list the next time; nothing else is lost.
      await rememberSearch(wanted).catch(() => undefined);
      void client.invalidateQueries(tagged("RecentSearches"));
    },
    [client, recent],
  );
  return { shown, ask, close, remember };
}
