// One row of the event list, 28 px high: time, type, subject, and badges for problems. The list
// handles the clicks.
import { memo } from "react";
import { Badge } from "@/components/Badge";
import { Icon } from "@/components/Icon";
import { Option, OptionGap } from "@/components/ListBox";
import { TypeName } from "@/components/TypeName";
import { UntrustedText } from "@/components/UntrustedText";
import { badgesOf, subjectOf, typeNameByIcon } from "@/format/event";
import { familyLook } from "@/format/senders";
import { counted, countOf } from "@/format/size";
import { clockOf, fullInstant } from "@/format/time";
import type { EventRow } from "@/ipc/types";
import { HeldBadge } from "@/lib/held/HeldBadge";
import tints from "@/styles/families.module.css";
import styles from "./EventListRow.module.css";

interface EventListRowProps {
  row: EventRow | undefined;
  index: number;
  /** Rows in the list; -1 while the backend is still counting. */
  total: number;
  top: number;
  /** The row is highlighted: it is the chosen row, or it is picked. */
  selected: boolean;
  /** The row is part of a multiple selection. */
  picked: boolean;
  /** The arrow keys move from this row. */
  active: boolean;
}

export const rowDomId = (event: number) => `event-${event}`;

export const EventListRow = memo(function EventListRow(props: EventListRowProps) {
  const { row, index, total, top, selected, picked, active } = props;
  if (row === undefined) return <OptionGap className={styles.row} top={top} />;
  const { time, millis } = clockOf(row.received_at);
  const name = typeNameByIcon(row);
  const look = familyLook(row.vendor, row.family);
  return (
    <Option
      id={rowDomId(row.id)}
      className={styles.row}
      index={index}
      total={total}
      top={top}
      selected={selected}
      active={active}
      testId="row"
      data-event-id={row.id}
    >
      <time className={styles.time} dateTime={row.received_at} title={fullInstant(row.received_at)}>
        {time}
        <b>{millis}</b>
      </time>
      {picked ? (
        <Icon name="check" className={styles.check} />
      ) : (
        <Icon name={look.glyph} className={tints[look.tint]} />
      )}
      <span className={styles.type}>
        <TypeName {...name} testId="row-type" />
      </span>
      <span className={styles.subject}>
        <UntrustedText text={subjectOf(row)} />
      </span>
      <span className={styles.badges}>
        <HeldBadge event={row.id} />
        {row.copies > 1 && (
          <Badge title={`${counted(row.copies, "event")} have this id. Press Enter to list them.`}>
            ×{countOf(row.copies)}
          </Badge>
        )}
        {row.noted && (
          <span className={styles.noted} role="img" aria-label="has a note" title="Has a note">
            <Icon name="note" />
          </span>
        )}
        {row.warnings > 0 && (
          <span
            className={styles.warnings}
            role="img"
            aria-label={counted(row.warnings, "warning")}
            title={counted(row.warnings, "warning")}
            data-testid="row-warnings"
          >
            <Icon name="warn" />
          </span>
        )}
        {badgesOf(row).map((badge) => (
          <Badge
            key={badge.text}
            tone={badge.tone}
            title={badge.title}
            icon={badge.text === "invalid signature" ? "shieldCross" : undefined}
          >
            {badge.text === "invalid signature" ? (
              <span>
                invalid<span className={styles.roomy}> signature</span>
              </span>
            ) : (
              badge.text
            )}
          </Badge>
        ))}
        <span
          className={styles.star}
          data-starred={row.starred}
          data-testid="row-star"
          title={row.starred ? "Remove star (S)" : "Star (S)"}
        >
          <Icon name="star" />
          {row.starred && <span className="sr">starred</span>}
        </span>
      </span>
    </Option>
  );
});
