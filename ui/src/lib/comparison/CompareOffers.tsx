// Buttons for the comparisons that are possible for an event.
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import type { EventRow } from "@/ipc/types";
import { useOffers } from "./useOffers";

export function CompareOffers({ event }: { event: EventRow }) {
  const offers = useOffers(event);
  return (
    <Stack row wrap gap="2">
      <Button onClick={offers.previous}>{offers.previousTitle}</Button>
      {offers.sample !== null && <Button onClick={offers.sample}>Compare with its sample</Button>}
      <Button icon="compare" onClick={offers.other} action="compare">
        Compare with…
      </Button>
      <Text tone="dim" role="status">
        {offers.message}
      </Text>
    </Stack>
  );
}
