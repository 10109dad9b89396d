// A badge on a held event with the time left until the automatic answer. It is not a live region,
// so screen readers do not announce each tick.
import { Badge } from "@/components/Badge";
import { secondsLeft } from "./clock";
import { useClock, useHeldEvent } from "./useHeld";

/** Milliseconds. */
const TICK_INTERVAL = 200;

export function HeldBadge({ event }: { event: number }) {
  const row = useHeldEvent(event);
  if (row === null) return null;
  return <Ticking until={row.answersAt} />;
}

function Ticking({ until }: { until: number }) {
  const now = useClock(until, TICK_INTERVAL);
  return (
    <Badge tone="held" icon="hold" title="The sender is waiting for your answer (Q)" testId="held-badge">
      HELD <span>{secondsLeft(until, now)}</span>
    </Badge>
  );
}
