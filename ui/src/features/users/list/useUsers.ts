// Loads the users that events name, sorted by their last event: the most recent ones for the
// sidebar, and all that match a search, in pages.
import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { MAX_USER_ROWS } from "@/ipc/bindings/limits";
import { onInbox } from "@/ipc/signals";
import type { UserRow, UsersWindow } from "@/ipc/types";
import { recentUsersQuery, tagged, usersQuery } from "@/lib/queries";

/** The minimum interval between refreshes, in milliseconds. */
const MIN_REFRESH_INTERVAL = 1000;

export const useRecentUsers = () => useQuery(recentUsersQuery());

export interface UserList {
  /** Null until the first page is loaded. */
  total: number | null;
  row: (index: number) => UserRow | undefined;
  error: unknown;
  /** Events have arrived since the pages were fetched. */
  stale: boolean;
  refresh: () => void;
}

/** The rows from `start` to `end`. Loaded rows change only on a refresh, so they do not jump. */
export function useUserList(query: string, start: number, end: number): UserList {
  const client = useQueryClient();
  const [stale, setStale] = useState(false);
  const first = Math.floor(start / MAX_USER_ROWS);
  const last = Math.max(first, Math.floor((end - 1) / MAX_USER_ROWS));
  const pages = [...new Set([0, ...Array.from({ length: last - first + 1 }, (_, at) => first + at)])];
  const results = useQueries({
    queries: pages.map((page) => usersQuery(query, page)),
  });
  const known = new Map<number, UsersWindow>();
  results.forEach((result, at) => {
    if (result.data !== undefined) known.set(pages[at] ?? 0, result.data);
  });

  useEffect(() => onInbox(() => setStale(true)), []);
  const refresh = useCallback(() => {
    setStale(false);
    // Drop pages that are not visible, because they would be older than the refreshed ones.
    client.removeQueries({ ...tagged("Users", "list"), type: "inactive" });
    void client.invalidateQueries(tagged("Users", "list"));
  }, [client]);
  // Drop all pages on unmount, so that the next visit fetches them again.
  useEffect(() => () => client.removeQueries(tagged("Users", "list")), [client]);

  const row = (index: number) => {
    const page = Math.floor(index / MAX_USER_ROWS);
    return known.get(page)?.rows[index - page * MAX_USER_ROWS];
  };
  const totals = [...known.values()].map((window) => window.total);
  const failed = results.find((result) => result.error !== null);
  return { total: totals[0] ?? null, row, error: failed?.error ?? null, stale, refresh };
}

/** Refreshes a stale list while it is scrolled to its top, at most once per second. */
export function useFollow(stale: boolean, atTop: boolean, refresh: () => void): void {
  const last = useRef(0);
  useEffect(() => {
    if (!stale || !atTop) return;
    const wait = Math.max(0, last.current + MIN_REFRESH_INTERVAL - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      refresh();
    }, wait);
    return () => clearTimeout(timer);
  }, [stale, atTop, refresh]);
}
