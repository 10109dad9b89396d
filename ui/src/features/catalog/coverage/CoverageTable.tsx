// A table with the answer to the last sample of each type.
import { Breakable } from "@/components/Breakable";
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
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
          <th scope="col">Sent</th>
          <th scope="col">Status</th>
          <th scope="col">Time</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.name} data-name={entry.name} data-ok={entry.ok}>
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
              <Stack as="span" row gap="1h" align="start">
                <Stack as="span" row gap="1h" align="start" tone={entry.ok ? "ok" : "bad"}>
                  <Icon name={entry.ok ? "check" : "cross"} className={styles.sign} />
                  {entry.ok ? "ok" : "failed"}
                </Stack>
                {!entry.ok && <UntrustedText text={entry.sentence} />}
              </Stack>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
