// A clock that ticks each second until an instant has passed, then stops.
import { useEffect, useState } from "react";

/** Milliseconds. */
const TICK_INTERVAL = 1000;

/** Milliseconds since 1970, updated each second until they reach `until`. */
export function useNow(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (Date.now() >= until) return;
    const timer = setInterval(() => {
      const next = Date.now();
      setNow(next);
      if (next >= until) clearInterval(timer);
    }, TICK_INTERVAL);
    return () => clearInterval(timer);
  }, [until]);
  return now;
}
