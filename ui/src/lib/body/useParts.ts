// Fetches the parts of a long text in sequence: one more step, or all parts up to the limit. While
// all parts load, the shown text does not change, so the browser lays it out only once.
import { useCallback, useEffect, useRef, useState } from "react";
import { MAX_TEXT_BYTES } from "./body-text";

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
  /** Whether all parts are loading, in parts of the maximum size. */
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
  const unmounted = useRef(false);
  useEffect(() => {
    unmounted.current = false;
    return () => {
      unmounted.current = true;
    };
  }, []);
  const more = useCallback(() => {
    const { query, loaded } = latest.current;
    if (query.hasNextPage && !query.isFetching && loaded < MAX_TEXT_BYTES) void query.fetchNextPage();
  }, []);
  const all = useCallback(async () => {
    if (wide.current) return;
    wide.current = true;
    setFrozen(latest.current.pages ?? null);
    try {
      while (!unmounted.current && latest.current.loaded < MAX_TEXT_BYTES) {
        const page = await latest.current.query.fetchNextPage();
        if (page.isError || !page.hasNextPage) break;
        // Lets React render, which updates `latest`.
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
