// A row of the list: the outcome of a resend, its event, target, verdict, origin, duration and
// time.
import type { MouseEvent } from "react";
import { Option } from "@/components/ListBox";
import { Stack } from "@/components/Stack";
import { TypeName } from "@/components/TypeName";
import { UntrustedText } from "@/components/UntrustedText";
import { typeName } from "@/format/event";
import { originLabel, outcomeLabel, VERDICT_LABELS, verdictTone } from "@/format/labels";
import { durationOf, fullInstant, momentOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { SentRow } from "@/ipc/types";
import { OutcomeMark } from "@/lib/resends/OutcomeMark";
import styles from "./Sent.module.css";

interface SentListRowProps {
  row: SentRow;
  index: number;
  total: number;
  top: number;
  selected: boolean;
  /** Its response is selected for a comparison. */
  picked: boolean;
  onChoose: (id: number) => void;
  onPick: (row: SentRow) => void;
  onOpen: (row: SentRow) => void;
  onMenu: (event: MouseEvent, row: SentRow) => void;
}

export const sentDomId = (id: number) => `sent-${id}`;

export function SentListRow(props: SentListRowProps) {
  const { row, index, total, top, selected, picked, onChoose, onPick, onOpen, onMenu } = props;
  const name = typeName({ type: row.type ?? "no type", method: "", path: "" });
  const verdict = row.verdict === null ? null : (VERDICT_LABELS[row.verdict] ?? row.verdict);
  return (
    <Option
      id={sentDomId(row.id)}
      line
      className={styles.row}
      selected={selected}
      index={index}
      total={total}
      top={top}
      testId="sent-row"
      data-picked={picked}
      data-resend-id={row.id}
      onChoose={(event) => {
        if (event.ctrlKey || event.metaKey) onPick(row);
        else onChoose(row.id);
      }}
      onDoubleClick={() => onOpen(row)}
      onContextMenu={(event) => onMenu(event, row)}
    >
      <Stack as="span" row gap="1h">
        <OutcomeMark outcome={row.outcome} verdict={row.verdict} />
        <b>{outcomeLabel(row.outcome)}</b>
      </Stack>
      <TypeName {...name} />
      <span className={styles.subject} title={row.subject === null ? undefined : visibleText(row.subject)}>
        {row.subject !== null && <UntrustedText text={row.subject} />}
      </span>
      <span className={styles.url} title={visibleText(`${row.method} ${row.url}`)}>
        <UntrustedText text={row.url.replace(/^https?:\/\//, "")} />
      </span>
      <span
        className={styles.verdict}
        data-tone={row.verdict === null ? undefined : verdictTone(row.verdict)}
      >
        {verdict}
      </span>
      <span className={styles.edited}>
        {picked ? "selected" : row.edited ? "edited" : originLabel(row.origin)}
      </span>
      <span className={styles.number}>{durationOf(row.duration_us)}</span>
      <time className={styles.soft} dateTime={row.sent_at} title={fullInstant(row.sent_at)}>
        {momentOf(row.sent_at, new Date())}
      </time>
    </Option>
  );
}
