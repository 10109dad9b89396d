// HTTP header lines in their received order, with duplicates. A value that is not UTF-8 is marked.
import type { ReactNode } from "react";
import { visibleText } from "@/format/visible";
import type { HeaderLine } from "@/ipc/types";
import { Badge } from "./Badge";
import { useContextMenu } from "./ContextMenu";
import { useCopy } from "./Copying";
import styles from "./HeaderTable.module.css";
import type { MenuAction } from "./Menu";
import { UntrustedText } from "./UntrustedText";

interface HeaderTableProps {
  headers: readonly HeaderLine[];
  label: string;
  /** Content after a value. */
  beside?: (header: HeaderLine) => ReactNode;
  /** More actions on a header line, for its context menu. */
  actionsOf?: (header: HeaderLine) => readonly MenuAction[];
}

export function HeaderTable({ headers, label, beside, actionsOf }: HeaderTableProps) {
  const showMenu = useContextMenu();
  const copy = useCopy();
  const copiesOf = ({ name, value }: HeaderLine): MenuAction[] => [
    { key: "value", text: "Copy value", onChoose: () => copy("Value", value) },
    { key: "line", text: "Copy name and value", onChoose: () => copy("Header", `${name}: ${value}`) },
    { key: "name", text: "Copy name", onChoose: () => copy("Name", name) },
  ];
  if (headers.length === 0) return <p className={styles.none}>No headers.</p>;
  return (
    <table className={styles.table} aria-label={label}>
      <tbody>
        {headers.map((header, at) => (
          <tr
            // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, so only the position identifies a header.
            key={at}
            onContextMenu={(event) =>
              showMenu(event, {
                label: `Header ${visibleText(header.name)}`,
                outlined: event.currentTarget,
                actions: [...copiesOf(header), ...(actionsOf?.(header) ?? [])],
              })
            }
          >
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
