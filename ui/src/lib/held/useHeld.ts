// The events that are held now. They are asked for when the signal comes, by one part of the window, and read by all.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import { invalidateOn } from "@/ipc/cache";
import { onHeld } from "@/ipc/signals";
import { heldQuery } from "@/lib/queries";
import { type HeldEvent, timed } from "./clock";

/** Once, at the top of the window. */
export function useHeldEvents(): readonly HeldEvent[] {
  const client = useQueryClient();
  const before = useRef<readonly HeldEvent[]>([]);
  useEffect(() => onHeld((held) => void invalidateOn(client, "held", held)), [client]);
  const { data } = useQuery(heldQuery());
  return useMemo(() => {
    before.current = data === undefined ? [] : timed(data.rows, before.current, data.at);
    return before.current;
  }, [data]);
}

const Held = createContext<readonly HeldEvent[]>([]);
export const HeldContext = Held.Provider;

/** All of them, the one with the soonest end first. */
export const useHeldNow = () => useContext(Held);

/** Those of them whose senders are still there. */
export function useWaiting(): readonly HeldEvent[] {
  const held = useContext(Held);
  return useMemo(() => held.filter(({ gone }) => !gone), [held]);
}

/** An event while its sender waits; null for any other. */
export const useHeldOne = (id: number): HeldEvent | null =>
  useContext(Held).find(({ event_id, gone }) => event_id === id && !gone) ?? null;

/** The window's own clock, looked at so often until an instant has passed. */
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
