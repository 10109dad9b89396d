// What the whole window knows of the receiver and the store, kept fresh by the two signals. Counts are asked for again
// at most once a second, however fast events come.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { invalidateOn } from "@/ipc/cache";
import { onInbox, onReceiver } from "@/ipc/signals";
import type { Signal } from "@/ipc/types";
import { settingsQuery, sidebarQuery, statusQuery, tagged } from "@/lib/queries";

const AT_MOST_EVERY = 1000;

export const useStatus = () => useQuery(statusQuery());
export const useSidebar = () => useQuery(sidebarQuery());
export const useSettings = () => useQuery(settingsQuery());

/** To be called once, at the top of the window. */
export function useLiveQueries(): void {
  const client = useQueryClient();
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | null = null;
    let again = false;
    let last: Signal | null = null;
    let newestResend: number | null = null;
    const ask = () => {
      if (last !== null && last.newest_resend !== newestResend) {
        newestResend = last.newest_resend;
        void client.invalidateQueries(tagged("Sent"));
      }
      if (last !== null) void invalidateOn(client, "inbox", last);
    };
    const open = () => {
      waiting = null;
      if (again) hear();
    };
    const hear = () => {
      again = waiting !== null;
      if (waiting !== null) return;
      ask();
      waiting = setTimeout(open, AT_MOST_EVERY);
    };
    const stopInbox = onInbox((signal) => {
      last = signal;
      hear();
    });
    const stopReceiver = onReceiver((now) => client.setQueryData(statusQuery().queryKey, now));
    return () => {
      stopInbox();
      stopReceiver();
      if (waiting !== null) clearTimeout(waiting);
    };
  }, [client]);
}

const QUIET_AFTER = 1500;

/** The last signal; its rate falls to zero when no more come. */
export function useRate(): Signal | null {
  const [signal, setSignal] = useState<Signal | null>(null);
  useEffect(() => onInbox(setSignal), []);
  const rate = signal?.per_second ?? 0;
  useEffect(() => {
    if (rate === 0 || signal === null) return;
    const timer = setTimeout(() => setSignal({ ...signal, per_second: 0 }), QUIET_AFTER);
    return () => clearTimeout(timer);
  }, [signal, rate]);
  return signal;
}
