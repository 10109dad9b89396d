// The users that events are about, newest first: the first few, and all that match a search, in pages.
import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { USERS_WINDOW_MAX, users } from "@/ipc/commands";
import { onInbox } from "@/ipc/signals";
import type { UserRow, UsersWindow } from "@/ipc/types";
import { RECENT_USERS } from "@/lib/queries";

const RECENT = 7;
const AT_MOST_EVERY = 1000;

export const useRecentUsers = () =>
  useQuery({
    queryKey: RECENT_USERS,
    queryFn: () => users("", 0, RECENT),
    placeholderData: keepPreviousData,
  });

export interface UserList {
  /** Null until the first page is here. */
  total: number | null;
  row: (index: number) => UserRow | undefined;
  error: unknown;
  /** Events have arrived since the pages were fetched. */
  stale: boolean;
  refresh: () => void;
}

/** The rows from `start` to `end`. Loaded rows change only on a refresh, so that nothing moves while it is read. */
export function useUserList(query: string, start: number, end: number): UserList {
  const client = useQueryClient();
  const [stale, setStale] = useState(false);
  const first = Math.floor(start / USERS_WINDOW_MAX);
  const last = Math.max(first, Math.floor((end - 1) / USERS_WINDOW_MAX));
  const pages = [...new Set([0, ...Array.from({ length: last - first + 1 }, (_, at) => first + at)])];
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: ["users", query, page],
      queryFn: () => users(query, page * USERS_WINDOW_MAX, USERS_WINDOW_MAX),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const known = new Map<number, UsersWindow>();
  results.forEach((result, at) => {
    if (result.data !== undefined) known.set(pages[at] ?? 0, result.data);
  });

  useEffect(() => onInbox(() => setStale(true)), []);
  const refresh = useCallback(() => {
    setStale(false);
    // Drops pages out of view, which would be of another moment.
    client.removeQueries({ queryKey: ["users"], type: "inactive" });
    void client.invalidateQueries({ queryKey: ["users"] });
  }, [client]);
  // The list is loaded again when it is opened again.
  useEffect(() => () => client.removeQueries({ queryKey: ["users"] }), [client]);

  const row = (index: number) => {
    const page = Math.floor(index / USERS_WINDOW_MAX);
    return known.get(page)?.rows[index - page * USERS_WINDOW_MAX];
  };
  const totals = [...known.values()].map((window) => window.total);
  const failed = results.find((result) => result.error !== null);
  return { total: totals[0] ?? null, row, error: failed?.error ?? null, stale, refresh };
}

/** Refreshes a stale list that is scrolled to its top, at most once a second. */
export function useFollow(stale: boolean, atTop: boolean, refresh: () => void): void {
  const last = useRef(0);
  useEffect(() => {
    if (!stale || !atTop) return;
    const wait = Math.max(0, last.current + AT_MOST_EVERY - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      refresh();
    }, wait);
    return () => clearTimeout(timer);
  }, [stale, atTop, refresh]);
}
