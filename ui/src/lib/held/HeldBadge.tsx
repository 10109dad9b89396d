// That an event is held, and for how long still. It ticks before the eyes and is never read out by itself.
import { Icon } from "@/components/Icon";
import { secondsLeft } from "./clock";
import styles from "./HeldBadge.module.css";
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
    <span
      className={styles.badge}
      title="Its sender waits for a person to decide (Q)"
      data-testid="held-badge"
    >
      <Icon name="hold" />
      HELD <span>{secondsLeft(until, now)}</span>
    </span>
  );
}
