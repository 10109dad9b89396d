// The field for the event of a hook chain.
import { useId } from "react";
import { LinkButton } from "@/components/LinkButton";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { UntrustedText } from "@/components/UntrustedText";
import { typeName } from "@/format/event";
import type { EventRow } from "@/ipc/types";

interface ChainEventProps {
  /** The typed id. */
  value: string;
  row: EventRow | undefined;
  onChange: (value: string) => void;
  onEvent: (id: number) => void;
}

export function ChainEvent({ value, row, onChange, onEvent }: ChainEventProps) {
  const id = useId();
  return (
    <Stack row wrap gap="2">
      <Text as="label" htmlFor={id} tone="dim">
        Event
      </Text>
      <TextField id={id} width="number" type="number" min={1} value={value} onChange={onChange} />
      {row !== undefined && (
        <LinkButton onClick={() => onEvent(row.id)}>
          <UntrustedText text={`${typeName(row).stem}${typeName(row).last}`} />
        </LinkButton>
      )}
    </Stack>
  );
}
