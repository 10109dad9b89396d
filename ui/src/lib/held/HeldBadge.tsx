// A badge on a held event with the time left until the automatic answer. It is not a live region,
// so screen readers do not announce each tick.
import { Icon } from "@/components/Icon";
import { secondsLeft } from "./clock";
import { HeldMark } from "./HeldMark";
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
    <HeldMark title="The sender is waiting for your answer (Q)" data-testid="held-badge">
      <Icon name="hold" />
      HELD <span>{secondsLeft(until, now)}</span>
    </HeldMark>
  );
}
