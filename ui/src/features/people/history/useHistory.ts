// Loads the entries of a user's history that are in view or compared, and follows new events.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { onInbox } from "@/ipc/signals";
import type { HistoryEntry } from "@/ipc/types";
import { HistoryCache } from "./history-cache";

export interface HistoryState {
  cache: HistoryCache;
  /** Null until the history is open. */
  total: number | null;
  /** Events that arrived since it was opened. */
  added: number;
  /** By its distance from the oldest. */
  entry: (distance: number) => HistoryEntry | undefined;
  /** Sets the positions in view. */
  look: (start: number, end: number) => void;
  /** Sets entries that are needed outside the view. */
  want: (distances: readonly number[]) => void;
  error: unknown;
  retry: () => void;
}

const AT_MOST_EVERY = 1000;
const AT_FIRST = 60;

export function useHistory(user: string): HistoryState {
  const cache = useMemo(() => new HistoryCache(user), [user]);
  const [, redraw] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const opened = useRef<number | null>(null);
  const looked = useRef({ start: 0, end: AT_FIRST });
  const wanted = useRef<readonly number[]>([]);
  const flight = useRef({ busy: false, fresh: false, again: false });

  const pump = useCallback(
    async (fresh: boolean) => {
      const state = flight.current;
      state.fresh ||= fresh;
      state.again = true;
      if (state.busy) return;
      state.busy = true;
      try {
        while (state.again) {
          state.again = false;
          const before = cache.total;
          const { start, end } = looked.current;
          if (state.fresh || before === null) {
            state.fresh = false;
            await cache.read(start, Math.min(Math.max(end - start, 1), AT_FIRST));
            // New events in front move the view down by their number.
            const grown = before === null ? 0 : (cache.total ?? 0) - before;
            if (grown > 0 && start > 0) looked.current = { start: start + grown, end: end + grown };
            state.again = true;
          } else if (await cache.fill(start, end)) state.again = true;
          else {
            const missing = wanted.current.find(
              (distance) => distance < before && cache.entry(distance) === undefined,
            );
            if (missing === undefined) continue;
            if ((await cache.one(missing)) !== undefined) state.again = true;
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
    void pump(false);
    let waiting: ReturnType<typeof setTimeout> | null = null;
    let again = false;
    const hear = () => {
      again = waiting !== null;
      if (waiting !== null) return;
      void pump(true);
      waiting = setTimeout(() => {
        waiting = null;
        if (again) hear();
      }, AT_MOST_EVERY);
    };
    const stop = onInbox(hear);
    return () => {
      stop();
      if (waiting !== null) clearTimeout(waiting);
    };
  }, [pump]);

  const look = useCallback(
    (start: number, end: number) => {
      looked.current = { start, end };
      void pump(false);
    },
    [pump],
  );
  const want = useCallback(
    (distances: readonly number[]) => {
      wanted.current = distances;
      void pump(false);
    },
    [pump],
  );
  const entry = useCallback((distance: number) => cache.entry(distance), [cache]);
  const retry = useCallback(() => void pump(true), [pump]);
  const { total } = cache;
  return {
    cache,
    total,
    added: total === null || opened.current === null ? 0 : Math.max(0, total - opened.current),
    entry,
    look,
    want,
    error,
    retry,
  };
}
