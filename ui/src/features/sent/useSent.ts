// All resends, newest first, loaded page by page, and their total.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { ResendView, SentRow } from "@/ipc/types";
import { sentListQuery, sentResultQuery, sentTotalQuery } from "@/lib/queries";

export function useSentTotal(): number | undefined {
  const { data } = useQuery(sentTotalQuery());
  return data?.total;
}

export interface SentList {
  /** Null until the first page is loaded. */
  rows: readonly SentRow[] | null;
  total: number;
  error: unknown;
  retry: () => void;
  /** Loads the next page, if any. */
  more: () => void;
}

export function useSentList(): SentList {
  const query = useInfiniteQuery(sentListQuery());
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? null, [query.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return {
    rows,
    total: query.data?.pages[0]?.total ?? 0,
    error: query.error,
    retry: () => void refetch(),
    more,
  };
}

/** A resend with its response. The previous resend stays until the next one is loaded. */
export function useResult(id: number | null): { data: ResendView | undefined; error: unknown } {
  const { data, error } = useQuery(sentResultQuery(id));
  return { data, error };
}
