// How long a token or a link of an event can still be valid. It ticks, and screen readers do not read out each tick.
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { Visible } from "@/components/Visible";
import { listed } from "@/format/phrase";
import { clockOf, fullInstant, remainingOf } from "@/format/time";
import type { LifetimeView } from "@/ipc/types";
import { useNow } from "./useNow";

export function Countdown({ lifetime }: { lifetime: LifetimeView }) {
  const end = Date.parse(lifetime.expires_at);
  const now = useNow(end);
  const what = listed(lifetime.members);
  return (
    <Stack
      as="p"
      row
      gap="1h"
      padTop="1"
      tone="dim"
      role="timer"
      aria-live="off"
      title={`At the latest ${fullInstant(lifetime.expires_at)}`}
      data-testid="countdown"
    >
      <Icon name="clock" size="line" tone="soft" />
      <span>
        <Visible text={what} />{" "}
        {now < end
          ? `can be valid for ${remainingOf((end - now) / 1000)} more, at the latest`
          : `expired at ${clockOf(lifetime.expires_at).time}, at the latest`}
      </span>
    </Stack>
  );
}
