// Gets the parts of a long text one after the other: a step more, or all there is room for. While all of it is on its
// way the text stays as it was, so that it is laid out once.
import { useCallback, useEffect, useRef, useState } from "react";
import { MOST_LOADED } from "./body-text";

interface PartsQuery {
  hasNextPage: boolean;
  isFetching: boolean;
  fetchNextPage: () => Promise<{ hasNextPage: boolean; isError: boolean }>;
}

export interface LoadedParts<P> {
  /** Those to be shown. */
  pages: readonly P[] | undefined;
  busy: boolean;
  more: () => void;
  all: () => void;
  /** All is being loaded: parts may be as large as they can be. */
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
        // What was got is told with the next drawing.
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
