// Fetches the parts of a long text one after the other: one more step, or everything that fits. While everything is being
// fetched the text stays as it is, so that it is laid out only once.
import { useCallback, useEffect, useRef, useState } from "react";
import { MOST_LOADED } from "./body-text";

interface PartsQuery {
  hasNextPage: boolean;
  isFetching: boolean;
  fetchNextPage: () => Promise<{ hasNextPage: boolean; isError: boolean }>;
}

export interface LoadedParts<P> {
  /** The pages to show. */
  pages: readonly P[] | undefined;
  busy: boolean;
  more: () => void;
  all: () => void;
  /** Everything is being fetched, in parts as large as possible. */
  wide: { readonly current: boolean };
}

export function useParts<P>(
  pages: readonly P[] | undefined,
  loaded: number,
  query: PartsQuery,
  wide: { current: boolean },
): LoadedParts<P> {
  const [frozen, setFrozen] = useState<readonly P[] | null>(null);
  const latest = useRef({ loaded, pages, query });
  latest.current = { loaded, pages, query };
  const over = useRef(false);
  useEffect(() => {
    over.current = false;
    return () => {
      over.current = true;
    };
  }, []);
  const more = useCallback(() => {
    const { query, loaded } = latest.current;
    if (query.hasNextPage && !query.isFetching && loaded < MOST_LOADED) void query.fetchNextPage();
  }, []);
  const all = useCallback(async () => {
    if (wide.current) return;
    wide.current = true;
    setFrozen(latest.current.pages ?? null);
    try {
      while (!over.current && latest.current.loaded < MOST_LOADED) {
        const got = await latest.current.query.fetchNextPage();
        if (got.isError || !got.hasNextPage) break;
        // The next render sees what was fetched.
        await new Promise((resolve) => setTimeout(resolve));
      }
    } finally {
      wide.current = false;
      setFrozen(null);
    }
  }, [wide]);
  return {
    pages: frozen ?? pages,
    busy: query.isFetching || frozen !== null,
    more,
    all: () => void all(),
    wide,
  };
}
