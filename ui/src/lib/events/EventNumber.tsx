// A field for the number of a stored event. Its menu lists the newest events with their numbers.
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { LinkButton } from "@/components/LinkButton";
import { FieldMenu } from "@/components/Menu";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField, type TextFieldProps } from "@/components/TextField";
import { UntrustedText } from "@/components/UntrustedText";
import { subjectOf, typeName } from "@/format/event";
import { momentOf } from "@/format/time";
import type { EventRow } from "@/ipc/types";
import { newestEventsQuery } from "@/lib/queries";

interface EventNumberProps extends Pick<TextFieldProps, "size"> {
  /** The number as typed. */
  value: string;
  /** The event with this number; undefined without one. */
  row: EventRow | undefined;
  /** Limits the menu. */
  filter?: string;
  onChange: (value: string) => void;
  onEvent: (id: number) => void;
}

/** `1204 user.created ada@example.com, 10:02:33` */
function menuText(row: EventRow, now: Date): string {
  const { stem, last } = typeName(row);
  return `${row.id}  ${stem}${last}  ${subjectOf(row)}, ${momentOf(row.received_at, now)}`;
}

export function EventNumber({ value, row, filter = "", size, onChange, onEvent }: EventNumberProps) {
  const id = useId();
  const newest = useQuery(newestEventsQuery(filter));
  const now = new Date();
  const items = (newest.data ?? []).map((row) => ({ text: menuText(row, now), value: String(row.id) }));
  return (
    <>
      <Text as="label" htmlFor={id} tone="soft">
        Event number
      </Text>
      <Stack as="span" row>
        <TextField
          id={id}
          size={size}
          width="number"
          type="number"
          min={1}
          value={value}
          onChange={onChange}
        />
        {items.length > 0 && <FieldMenu label="Recent events" items={items} onChoose={onChange} />}
      </Stack>
      {row !== undefined && (
        <LinkButton onClick={() => onEvent(row.id)}>
          <UntrustedText text={`${typeName(row).stem}${typeName(row).last}`} />
        </LinkButton>
      )}
    </>
  );
}
