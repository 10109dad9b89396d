// How the last sample of each type was answered.
import { Breakable } from "@/components/Breakable";
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { durationOf, fullInstant, momentOf } from "@/format/time";
import type { CoverageEntry } from "@/ipc/types";
import styles from "./Coverage.module.css";

interface CoverageTableProps {
  entries: readonly CoverageEntry[];
  onType: (name: string) => void;
}

export function CoverageTable({ entries, onType }: CoverageTableProps) {
  const now = new Date();
  return (
    <table className={styles.table} aria-label="Answers to samples">
      <thead>
        <tr>
          <th scope="col">Type</th>
          <th scope="col">When</th>
          <th scope="col">Status</th>
          <th scope="col">Time</th>
          <th scope="col">Answer</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.name} data-testid="coverage-row" data-name={entry.name} data-ok={entry.ok}>
            <th scope="row">
              <button type="button" className={styles.type} onClick={() => onType(entry.name)}>
                <Breakable text={entry.name} as="type" />
              </button>
            </th>
            <td>
              <time dateTime={entry.sent_at} title={fullInstant(entry.sent_at)}>
                {momentOf(entry.sent_at, now)}
              </time>
            </td>
            <td>{entry.status ?? "none"}</td>
            <td>{durationOf(entry.duration_us)}</td>
            <td>
              <span className={styles.answer}>
                <Icon name={entry.ok ? "check" : "cross"} className={entry.ok ? styles.ok : styles.failed} />
                <b className={entry.ok ? styles.ok : styles.failed}>{entry.ok ? "ok" : "failed"}</b>
                {!entry.ok && <Visible text={entry.sentence} />}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
