// The maximum time for which a token or a link of an event stays valid. Screen readers do not
// announce each tick.
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import { listed } from "@/format/phrase";
import { clockOf, fullInstant, remainingOf } from "@/format/time";
import type { ExpiryView } from "@/ipc/types";
import { useNow } from "./useNow";

export function Countdown({ lifetime }: { lifetime: ExpiryView }) {
  const end = Date.parse(lifetime.expires_at);
  const now = useNow(end);
  const { members } = lifetime;
  return (
    <Stack
      as="p"
      row
      gap="1h"
      padTop="1"
      tone="dim"
      role="timer"
      aria-live="off"
      title={`No later than ${fullInstant(lifetime.expires_at)}`}
      data-testid="countdown"
    >
      <Icon name="clock" size="line" tone="soft" />
      <span>
        <UntrustedText text={listed(members)} />{" "}
        {now < end
          ? `${members.length === 1 ? "expires" : "expire"} in at most ${remainingOf((end - now) / 1000)}`
          : `expired no later than ${clockOf(lifetime.expires_at).time}`}
      </span>
    </Stack>
  );
}
