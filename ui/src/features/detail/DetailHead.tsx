// The header of an event: title, time, description, facts, actions and note.

import { useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import { Icon } from "@/components/Icon";
import { Prose } from "@/components/Prose";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { DISTRUST_NAMES, KIND_NAMES, typeName } from "@/format/event";
import { VENDOR_NAMES } from "@/format/senders";
import { fullInstant, momentOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { EventDetail } from "@/ipc/types";
import { useAnnotations } from "@/lib/annotations/Annotations";
import { readWholeText } from "@/lib/body/body-text";
import { useOffers } from "@/lib/comparison/useOffers";
import { HeldBadge } from "@/lib/held/HeldBadge";
import { Countdown } from "@/lib/masking/Countdown";
import { MakeRule } from "@/lib/rules/MakeRule";
import styles from "./DetailHead.module.css";
import { Facts } from "./Facts";
import { NoteField } from "./note/NoteField";

interface DetailHeadProps {
  event: EventDetail;
  /** Masked values are shown, so the copied body includes them. */
  reveal: boolean;
  onEdit: () => void;
  onAllFindings: () => void;
}

export function DetailHead({ event, reveal, onEdit, onAllFindings }: DetailHeadProps) {
  const { row, envelope, body } = event;
  const name = typeName(row);
  const hidden = event.masked.length > 0 && !reveal;
  const offers = useOffers(row);
  useAction("comparePrevious", offers.previous);
  useAction("compareSample", offers.sample);
  const marks = useAnnotations();
  const toggleStar = () => marks.star([row.id], !row.starred);
  /** Incremented each time the note field should take the focus. */
  const [noteRequests, setNoteRequests] = useState(0);
  const openNote = () => setNoteRequests((n) => n + 1);
  useAction("note", openNote);
  const copy = useRef<HTMLButtonElement>(null);
  const copyable = body.form === "json" || body.form === "text";
  useAction("copyBody", copyable ? () => copy.current?.click() : null);
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <h1 data-testid="detail-title" title={visibleText(`${name.stem}${name.last}`)}>
          <UntrustedText text={`${name.stem}${name.last}`} />
        </h1>
        <HeldBadge event={row.id} />
        <Badge>{VENDOR_NAMES[row.vendor]}</Badge>
        {row.kind !== null && <Badge>{KIND_NAMES[row.kind]}</Badge>}
        {row.untrusted !== null && (
          <Badge tone="wait" title="Not forwarded and not held.">
            {DISTRUST_NAMES[row.untrusted]}
          </Badge>
        )}
        {envelope.variant !== null && (
          <Badge>
            <UntrustedText text={envelope.variant} />
          </Badge>
        )}
        <time dateTime={row.received_at} title={fullInstant(row.received_at)}>
          {momentOf(row.received_at, new Date())}
        </time>
      </div>
      {event.description !== null && (
        <Stack as="p" padTop="1" tone="dim">
          <Prose text={event.description} />
        </Stack>
      )}
      {event.delivery_note !== null && (
        <Stack as="p" row gap="1h" align="start" padTop="1" tone="dim">
          <Icon name="help" size="line" tone="soft" />
          <UntrustedText text={event.delivery_note} />
        </Stack>
      )}
      <Facts event={event} onAllFindings={onAllFindings} />
      {event.lifetime !== null && <Countdown lifetime={event.lifetime} />}
      <div className={styles.actions}>
        <Button look="primary" icon="pencil" shortcut="E" onClick={onEdit} data-testid="edit-and-resend">
          Edit and resend
        </Button>
        {copyable && (
          <CopyButton
            ref={copy}
            text={() => readWholeText(row.id, reveal)}
            shortcut="C"
            title={hidden ? "Masked values are copied masked. Show them first to copy them." : undefined}
          >
            Copy body
          </CopyButton>
        )}
        <Button
          icon="star"
          shortcut="S"
          aria-pressed={row.starred}
          data-testid="star"
          data-starred={row.starred}
          onClick={toggleStar}
        >
          {row.starred ? "Starred" : "Star"}
        </Button>
        {event.note === null && noteRequests === 0 && (
          <Button icon="note" data-testid="add-note" onClick={openNote}>
            Add note
          </Button>
        )}
        <Button icon="compare" shortcut="D" onClick={offers.other} data-testid="compare-with">
          Compare with…
        </Button>
        <MakeRule row={row} />
        <Text tone="dim" role="status">
          {offers.message}
        </Text>
      </div>
      {(event.note !== null || noteRequests > 0) && (
        <NoteField id={row.id} note={event.note} focusRequests={noteRequests} />
      )}
    </header>
  );
}
