// Marks an event as held, with the time that is left. It ticks and is not a live region, so no tick is read out.
import { Icon } from "@/components/Icon";
import { secondsLeft } from "./clock";
import { HeldMark } from "./HeldMark";
import { useClock, useHeldOne } from "./useHeld";

const TICK = 200;

export function HeldBadge({ event }: { event: number }) {
  const row = useHeldOne(event);
  if (row === null) return null;
  return <Ticking until={row.answersAt} />;
}

function Ticking({ until }: { until: number }) {
  const now = useClock(until, TICK);
  return (
    <HeldMark title="Its sender waits for a person to decide (Q)" data-testid="held-badge">
      <Icon name="hold" />
      HELD <span>{secondsLeft(until, now)}</span>
    </HeldMark>
  );
}
