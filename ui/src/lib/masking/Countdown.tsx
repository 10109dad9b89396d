// How long what an event carries can still be used. It ticks before the eyes and is never read out by itself.
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { listed } from "@/format/phrase";
import { clockOf, fullInstant, remainingOf } from "@/format/time";
import type { LifetimeView } from "@/ipc/types";
import styles from "./Masking.module.css";
import { useNow } from "./useNow";

export function Countdown({ lifetime }: { lifetime: LifetimeView }) {
  const end = Date.parse(lifetime.expires_at);
  const now = useNow(end);
  const what = listed(lifetime.members);
  return (
    <p
      className={styles.countdown}
      role="timer"
      aria-live="off"
      title={`At the latest ${fullInstant(lifetime.expires_at)}`}
      data-testid="countdown"
    >
      <Icon name="clock" />
      <span>
        <Visible text={what} />{" "}
        {now < end
          ? `can be valid for ${remainingOf((end - now) / 1000)} more, at the latest`
          : `expired at ${clockOf(lifetime.expires_at).time}, at the latest`}
      </span>
    </p>
  );
}
