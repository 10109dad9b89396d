// Collapsed context of a held event: its payload, and earlier events of the same user or address.
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Icon } from "@/components/Icon";
import { Text } from "@/components/Text";
import { TypeName } from "@/components/TypeName";
import { typeName } from "@/format/event";
import { counted, sizeOf } from "@/format/size";
import { fullInstant, momentOf } from "@/format/time";
import type { EventDetail } from "@/ipc/types";
import { TextBody } from "@/lib/body/TextBody";
import { columnTerm } from "@/lib/filter-by-value/filter-terms";
import { EARLIER_EVENTS_MAX, earlierEventsQuery } from "@/lib/queries";
import styles from "./HeldEventPane.module.css";

interface FoldProps {
  title: string;
  about: string;
  children: ReactNode;
}

function Fold({ title, about, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.fold}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? "down" : "right"} size="small" />
        {title}
        <Text tone="soft">{about}</Text>
      </button>
      {open && children}
    </div>
  );
}

export function PayloadFold({ event }: { event: EventDetail }) {
  const { row, body } = event;
  return (
    <Fold title="Payload" about={sizeOf(row.size)}>
      <div className={styles.payload}>
        <TextBody
          id={row.id}
          json={body.form === "json"}
          reveal={false}
          switcher={null}
          onMember={undefined}
        />
      </div>
    </Fold>
  );
}

export function EarlierFold({ event, onEvent }: { event: EventDetail; onEvent: (id: number) => void }) {
  const { id, subject, user_id } = event.row;
  const of = subject === null ? "user" : "subject";
  const value = subject ?? user_id;
  const filter = value === null ? null : columnTerm(of, value);
  const { data } = useQuery(earlierEventsQuery(id, filter));
  if (filter === null) return null;
  const total = data?.total ?? 0;
  const about = data === undefined ? "…" : total === 0 ? "none" : counted(total, "event");
  return (
    <Fold
      title={`Earlier events of this ${subject?.includes("@") ? "address" : "user"}`}
      about={data?.counting ? `${about} so far` : about}
    >
      <ul className={styles.earlier}>
        {data?.rows.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => onEvent(row.id)}>
              <time dateTime={row.received_at} title={fullInstant(row.received_at)}>
                {momentOf(row.received_at, new Date())}
              </time>
              <TypeName {...typeName(row)} />
              {row.status !== null && <Text tone="soft">{row.status}</Text>}
            </button>
          </li>
        ))}
        {total === 0 && (
          <Text as="li" tone="soft">
            No earlier events.
          </Text>
        )}
        {total > EARLIER_EVENTS_MAX && (
          <Text as="li" tone="soft">
            and {counted(total - EARLIER_EVENTS_MAX, "more", "more")}
          </Text>
        )}
      </ul>
    </Fold>
  );
}
