// Keeps the state of the receiver and the counts of the store current, driven by the `inbox` and
// `receiver` signals. Counts are fetched at most once a second, at any rate of events.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { invalidateOn } from "@/ipc/cache";
import { onInbox, onReceiver } from "@/ipc/signals";
import type { Signal } from "@/ipc/types";
import { settingsQuery, sidebarQuery, statusQuery, tagged } from "@/lib/queries";

/** Milliseconds. */
const MIN_REFETCH_INTERVAL = 1000;

export const useStatus = () => useQuery(statusQuery());
export const useSidebar = () => useQuery(sidebarQuery());
export const useSettings = () => useQuery(settingsQuery());

/** Connects the signals to the cache. Call it once, at the top of the window. */
export function useLiveQueries(): void {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let pending = false;
    let last: Signal | null = null;
    let newestResend: number | null = null;
    const refetch = () => {
      if (last !== null && last.newest_resend !== newestResend) {
        newestResend = last.newest_resend;
        void client.invalidateQueries(tagged("Sent"));
      }
      if (last !== null) void invalidateOn(client, "inbox", last);
    };
    const onInterval = () => {
      timer = null;
      if (pending) onSignal();
    };
    const onSignal = () => {
      pending = timer !== null;
      if (timer !== null) return;
      refetch();
      timer = setTimeout(onInterval, MIN_REFETCH_INTERVAL);
    };
    const stopInbox = onInbox((signal) => {
      last = signal;
      onSignal();
    });
    const stopReceiver = onReceiver((now) => client.setQueryData(statusQuery().queryKey, now));
    return () => {
      stopInbox();
      stopReceiver();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client]);
}

/** Milliseconds. */
const RATE_TIMEOUT = 1500;

/**
 * The last `inbox` signal. Its rate drops to zero when no further signal arrives within
 * `RATE_TIMEOUT`.
 */
export function useRate(): Signal | null {
  const [signal, setSignal] = useState<Signal | null>(null);
  useEffect(() => onInbox(setSignal), []);
  const rate = signal?.per_second ?? 0;
  useEffect(() => {
    if (rate === 0 || signal === null) return;
    const timer = setTimeout(() => setSignal({ ...signal, per_second: 0 }), RATE_TIMEOUT);
    return () => clearTimeout(timer);
  }, [signal, rate]);
  return signal;
}
