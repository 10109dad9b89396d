// One row of the event list, 28 px high: time, type, subject, and badges for problems. The list
// handles the clicks.
import { memo } from "react";
import { Icon } from "@/components/Icon";
import { Option, OptionGap } from "@/components/ListBox";
import { TypeName } from "@/components/TypeName";
import { UntrustedText } from "@/components/UntrustedText";
import { subjectOf, typeNameByIcon } from "@/format/event";
import { familyLook } from "@/format/senders";
import { clockOf, fullInstant } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { EventRow, Scheme } from "@/ipc/types";
import tints from "@/styles/families.module.css";
import { EventBadges } from "./EventBadges";
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
  /** The signature schemes with a secret. */
  schemes: ReadonlySet<Scheme>;
}

export const rowDomId = (event: number) => `event-${event}`;

/** Bars in the columns of a row that is being fetched. */
const LoadingRow = ({ top }: { top: number }) => (
  <OptionGap className={`${styles.row} ${styles.loading}`} top={top}>
    <i />
    <i />
    <i />
    <i className={styles.subject} />
  </OptionGap>
);

export const EventListRow = memo(function EventListRow(props: EventListRowProps) {
  const { row, index, total, top, selected, picked, active, schemes } = props;
  if (row === undefined) return <LoadingRow top={top} />;
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
      <span className={styles.subject} title={visibleText(row.subject ?? row.user_id ?? "") || undefined}>
        <UntrustedText text={subjectOf(row)} />
      </span>
      <EventBadges row={row} schemes={schemes} />
    </Option>
  );
});
