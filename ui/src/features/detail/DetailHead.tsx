// The header of an event: title, time, facts, actions and note.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Badge } from "@/components/Badge";
import { UntrustedText } from "@/components/UntrustedText";
import { DISTRUST_NAMES, KIND_NAMES, typeName } from "@/format/event";
import { VENDOR_NAMES } from "@/format/senders";
import { fullInstant, momentOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { EventDetail } from "@/ipc/types";
import { useNoteRequest } from "@/lib/annotations/note-request";
import { HeldBadge } from "@/lib/held/HeldBadge";
import { Countdown } from "@/lib/masking/Countdown";
import { DetailActions } from "./DetailActions";
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
  const { row, envelope } = event;
  const name = typeName(row);
  /** Incremented each time the note field should take the focus. */
  const [noteRequests, setNoteRequests] = useState(0);
  const openNote = () => setNoteRequests((n) => n + 1);
  useAction("note", openNote);
  useNoteRequest(row.id, openNote);
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <h1 data-testid="detail-title" title={visibleText(`${name.stem}${name.last}`)}>
          <UntrustedText text={`${name.stem}${name.last}`} />
        </h1>
        <HeldBadge event={row.id} />
        <Badge>{VENDOR_NAMES[row.vendor]}</Badge>
        {row.kind !== null && (
          <span className={styles.kind}>
            <Badge>{KIND_NAMES[row.kind]}</Badge>
          </span>
        )}
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
      <Facts event={event} onAllFindings={onAllFindings} />
      {event.lifetime !== null && <Countdown lifetime={event.lifetime} />}
      <DetailActions
        event={event}
        reveal={reveal}
        onEdit={onEdit}
        onNote={event.note === null && noteRequests === 0 ? openNote : null}
      />
      {(event.note !== null || noteRequests > 0) && (
        <NoteField id={row.id} note={event.note} focusRequests={noteRequests} />
      )}
    </header>
  );
}
