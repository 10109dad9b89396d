// Loads the visible and compared entries of a user's history, and follows new events.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { onInbox } from "@/ipc/signals";
import type { HistoryEntry } from "@/ipc/types";
import { HistoryCache } from "./history-cache";

export interface HistoryState {
  cache: HistoryCache;
  /** The number of events; null until the first response. */
  total: number | null;
  /** Events that arrived since the history was opened. */
  added: number;
  /** The entry at a distance from the oldest event; undefined if it is not loaded. */
  entry: (distance: number) => HistoryEntry | undefined;
  /** Sets the visible rows. */
  setViewport: (start: number, end: number) => void;
  /** Sets the entries that are needed in addition to the visible ones. */
  setRequired: (distances: readonly number[]) => void;
  error: unknown;
  retry: () => void;
}

/** The minimum interval between refreshes, in milliseconds. */
const MIN_REFRESH_INTERVAL = 1000;
/** The rows to fetch before the list is measured, and the most rows that one call refreshes. */
const INITIAL_ROWS = 60;

export function useHistory(user: string): HistoryState {
  const cache = useMemo(() => new HistoryCache(user), [user]);
  const [, redraw] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const opened = useRef<number | null>(null);
  const viewport = useRef({ start: 0, end: INITIAL_ROWS });
  const required = useRef<readonly number[]>([]);
  const fetching = useRef({ busy: false, fresh: false, another: false });

  /** Fetches entries until none are missing. A fresh fetch also refreshes the visible entries. */
  const fetchEntries = useCallback(
    async (fresh: boolean) => {
      const state = fetching.current;
      state.fresh ||= fresh;
      state.another = true;
      if (state.busy) return;
      state.busy = true;
      try {
        while (state.another) {
          state.another = false;
          const before = cache.total;
          const { start, end } = viewport.current;
          if (state.fresh || before === null) {
            state.fresh = false;
            await cache.read(start, Math.min(Math.max(end - start, 1), INITIAL_ROWS));
            // New events at the top shift the visible rows by their number.
            const grown = before === null ? 0 : (cache.total ?? 0) - before;
            if (grown > 0 && start > 0) viewport.current = { start: start + grown, end: end + grown };
            state.another = true;
          } else if (await cache.fill(start, end)) state.another = true;
          else {
            const missing = required.current.find(
              (distance) => distance < before && cache.entry(distance) === undefined,
            );
            if (missing === undefined) continue;
            if ((await cache.one(missing)) !== undefined) state.another = true;
          }
          opened.current ??= cache.total;
          setError(null);
          redraw((n) => n + 1);
        }
      } catch (thrown) {
        setError(thrown);
      } finally {
        state.busy = false;
      }
    },
    [cache],
  );

  useEffect(() => {
    void fetchEntries(false);
    let timer: ReturnType<typeof setTimeout> | null = null;
    let pending = false;
    const refresh = () => {
      pending = timer !== null;
      if (timer !== null) return;
      void fetchEntries(true);
      timer = setTimeout(() => {
        timer = null;
        if (pending) refresh();
      }, MIN_REFRESH_INTERVAL);
    };
    const stop = onInbox(refresh);
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [fetchEntries]);

  const setViewport = useCallback(
    (start: number, end: number) => {
      viewport.current = { start, end };
      void fetchEntries(false);
    },
    [fetchEntries],
  );
  const setRequired = useCallback(
    (distances: readonly number[]) => {
      required.current = distances;
      void fetchEntries(false);
    },
    [fetchEntries],
  );
  const entry = useCallback((distance: number) => cache.entry(distance), [cache]);
  const retry = useCallback(() => void fetchEntries(true), [fetchEntries]);
  const { total } = cache;
  return {
    cache,
    total,
    added: total === null || opened.current === null ? 0 : Math.max(0, total - opened.current),
    entry,
    setViewport,
    setRequired,
    error,
    retry,
  };
}
