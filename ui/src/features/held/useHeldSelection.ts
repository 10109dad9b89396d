// Which held event is shown. It stays after its wait ends, so that the next key does not decide
// about another event.
import { useEffect, useState } from "react";
import type { HeldEvent } from "@/lib/held/clock";
import { useHeldNow } from "@/lib/held/useHeld";

export function useHeldSelection() {
  const held = useHeldNow();
  const [chosen, setChosen] = useState<HeldEvent | null>(held[0] ?? null);
  /** Answered in this window; still listed until the next update. */
  const [answered, setAnswered] = useState<ReadonlySet<number>>(new Set());
  const waiting = held.filter(({ event_id }) => !answered.has(event_id));
  const current = waiting.find(({ event_id }) => event_id === chosen?.event_id);
  const shown = current ?? chosen;
  const over = shown !== null && (current === undefined || current.gone);
  const first = waiting[0];
  useEffect(() => {
    if (current !== undefined) setChosen(current);
    else if (chosen === null && first !== undefined) setChosen(first);
  }, [current, chosen, first]);

  const here = waiting.findIndex(({ event_id }) => event_id === shown?.event_id);
  const listed = over && here < 0 ? [shown, ...waiting] : waiting;
  return {
    /** The shown event; null without one. */
    shown,
    /** The shown event is no longer held. */
    over,
    /** The rows of the list, including the shown event. */
    listed,
    /** Events whose senders are still connected. */
    count: waiting.filter(({ gone }) => !gone).length,
    /** Other held events exist. */
    others: waiting.some(({ event_id }) => event_id !== shown?.event_id),
    choose: (event: number) => setChosen(listed.find(({ event_id }) => event_id === event) ?? null),
    go: (by: 1 | -1) => {
      const to = here < 0 ? 0 : Math.min(Math.max(here + by, 0), waiting.length - 1);
      const next = waiting[to];
      if (next !== undefined) setChosen(next);
    },
    /** Marks an event as answered and goes to the next one. */
    advance: (event: number) => {
      setAnswered((before) => new Set(before).add(event));
      setChosen(waiting.find(({ event_id, gone }) => event_id !== event && !gone) ?? null);
    },
  };
}
