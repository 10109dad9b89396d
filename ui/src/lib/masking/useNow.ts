// The clock, as far as it matters: it ticks each second until an instant has passed, and rests then.
import { useEffect, useState } from "react";

const TICK = 1000;

/** Milliseconds since 1970, renewed each second until they have reached `until`. */
export function useNow(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (Date.now() >= until) return;
    const timer = setInterval(() => {
      const next = Date.now();
      setNow(next);
      if (next >= until) clearInterval(timer);
    }, TICK);
    return () => clearInterval(timer);
  }, [until]);
  return now;
}
