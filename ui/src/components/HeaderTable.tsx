// HTTP header lines in their received order, with duplicates. A value that is not UTF-8 is marked.
import type { ReactNode } from "react";
import type { HeaderLine } from "@/ipc/types";
import { Badge } from "./Badge";
import styles from "./HeaderTable.module.css";
import { UntrustedText } from "./UntrustedText";

interface HeaderTableProps {
  headers: readonly HeaderLine[];
  label: string;
  /** Content after a value. */
  beside?: (header: HeaderLine) => ReactNode;
}

export function HeaderTable({ headers, label, beside }: HeaderTableProps) {
  if (headers.length === 0) return <p className={styles.none}>No headers.</p>;
  return (
    <table className={styles.table} aria-label={label}>
      <tbody>
        {headers.map((header, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, so only the position identifies a header.
          <tr key={at}>
            <th scope="row">
              <UntrustedText text={header.name} />
            </th>
            <td>
              <UntrustedText text={header.value} /> {/* A masked value is not exact either. */}
              {!header.exact && header.value.includes("\uFFFD") && (
                <Badge
                  tone="wait"
                  title="Bytes that are not UTF-8 are shown as U+FFFD. The exact bytes are stored."
                >
                  not UTF-8
                </Badge>
              )}
              {beside?.(header)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
