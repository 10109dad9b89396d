// The events that are currently held. The top of the window fetches them on each signal; all other
// parts read them from a context.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import { invalidateOn } from "@/ipc/cache";
import { onHeld } from "@/ipc/signals";
import { heldQuery } from "@/lib/queries";
import { type HeldEvent, withDeadlines } from "./clock";

/** Fetches the held events. Call it once, at the top of the window. */
export function useHeldEvents(): readonly HeldEvent[] {
  const client = useQueryClient();
  const before = useRef<readonly HeldEvent[]>([]);
  useEffect(() => onHeld((held) => void invalidateOn(client, "held", held)), [client]);
  const { data } = useQuery(heldQuery());
  return useMemo(() => {
    before.current = data === undefined ? [] : withDeadlines(data.rows, before.current, data.at);
    return before.current;
  }, [data]);
}

const Held = createContext<readonly HeldEvent[]>([]);
export const HeldContext = Held.Provider;

/** All held events, the earliest deadline first. */
export const useHeldNow = () => useContext(Held);

/** The held events whose senders are still connected. */
export function useWaiting(): readonly HeldEvent[] {
  const held = useContext(Held);
  return useMemo(() => held.filter(({ gone }) => !gone), [held]);
}

/** The held event with an id, while its sender waits; otherwise null. */
export const useHeldEvent = (id: number): HeldEvent | null =>
  useContext(Held).find(({ event_id, gone }) => event_id === id && !gone) ?? null;

/** The window's clock, read every `every` milliseconds until it passes `until`. */
export function useClock(until: number, every: number): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    setNow(performance.now());
    const timer = setInterval(() => {
      const next = performance.now();
      setNow(next);
      if (next >= until) clearInterval(timer);
    }, every);
    return () => clearInterval(timer);
  }, [until, every]);
  return now;
}
