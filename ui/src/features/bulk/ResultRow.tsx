// A row of the results: the result of one request.
import type { MouseEvent } from "react";
import { useContextMenu } from "@/components/ContextMenu";
import { useCopy } from "@/components/Copying";
import { Icon } from "@/components/Icon";
import { Option } from "@/components/ListBox";
import { UntrustedText } from "@/components/UntrustedText";
import { VERDICT_LABELS } from "@/format/labels";
import { countOf } from "@/format/size";
import { durationOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { BulkRow } from "@/ipc/types";
import { FAULT_LABELS } from "./labels";
import styles from "./Results.module.css";

export const rowIdOf = (number: number | undefined) => `bulk-${number ?? "none"}`;

/** The context menu of a result. */
function useResultMenu(event: number, answer: string | null, onOpen: (event: number) => void) {
  const show = useContextMenu();
  const copy = useCopy();
  const copyAnswer = (text: string) => ({
    key: "answer",
    text: "Copy start of answer",
    onChoose: () => copy("Answer", text),
  });
  return (click: MouseEvent) =>
    show(click, {
      label: `Result of event ${event}`,
      outlined: click.currentTarget,
      actions: [
        { key: "event", text: "Show event", onChoose: () => onOpen(event) },
        ...(answer === null ? [] : [copyAnswer(answer)]),
        { key: "number", text: "Copy event number", onChoose: () => copy("Event number", String(event)) },
      ],
    });
}

interface ResultRowProps {
  row: BulkRow;
  index: number;
  total: number;
  top: number;
  selected: boolean;
  onChoose: (index: number) => void;
  onOpen: (event: number) => void;
}

export function ResultRow({
  row: { result: row, event_type, answer },
  index,
  total,
  top,
  selected,
  onChoose,
  onOpen,
}: ResultRowProps) {
  const dropped = row.verdict === null && row.why === null;
  const good = row.verdict === "delivered" || row.verdict === "allowed";
  const tampered = row.tampering.map((kind) => FAULT_LABELS[kind]).filter((word) => word !== "");
  const onMenu = useResultMenu(row.event_id, answer, onOpen);
  const text = row.why ?? answer?.replace(/\s+/g, " ") ?? "";
  return (
    <Option
      id={rowIdOf(row.number)}
      selected={selected}
      index={index}
      total={total}
      top={top}
      line
      className={styles.row}
      testId="bulk-row"
      onChoose={() => onChoose(index)}
      onDoubleClick={() => onOpen(row.event_id)}
      onContextMenu={onMenu}
    >
      <span className={styles.soft}>{countOf(row.number + 1)}</span>
      <span>{row.event_id}</span>
      <span className={styles.what} title={event_type === null ? undefined : visibleText(event_type)}>
        <UntrustedText text={event_type ?? ""} />
      </span>
      <span className={good ? styles.ok : dropped ? styles.soft : styles.bad}>
        <Icon name={good ? "check" : dropped ? "minus" : row.verdict === "denied" ? "hold" : "cross"} />
        {row.status ?? "none"}
      </span>
      <span>{row.verdict === null ? "" : (VERDICT_LABELS[row.verdict] ?? row.verdict)}</span>
      <span>{row.verdict === null ? "" : durationOf(row.duration_us)}</span>
      <span className={styles.what}>
        {row.round > 0 && <span className={styles.soft}>round {row.round + 1} </span>}
        {tampered.join(", ")}
        {tampered.length > 0 && text !== "" && ": "}
        <UntrustedText text={text} />
      </span>
    </Option>
  );
}
