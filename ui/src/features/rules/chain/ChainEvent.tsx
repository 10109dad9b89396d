// The field for the event of a hook chain. Only blocking events have a chain.
import { Stack } from "@/components/Stack";
import type { EventRow } from "@/ipc/types";
import { EventNumber } from "@/lib/events/EventNumber";

interface ChainEventProps {
  /** The typed id. */
  value: string;
  row: EventRow | undefined;
  onChange: (value: string) => void;
  onEvent: (id: number) => void;
}

export const ChainEvent = (props: ChainEventProps) => (
  <Stack row wrap gap="2">
    <EventNumber {...props} filter="kind:blocking" />
  </Stack>
);
