// The status bar: event rate, stored events, index progress, storage warnings, and the keys of the
// current screen.
import type { ReactNode } from "react";
import { Key } from "@/components/Key";
import { counted, sizeOf } from "@/format/size";
import { fullInstant, momentOf } from "@/format/time";
import type { Status } from "@/ipc/types";
import { useRate } from "@/lib/live/useLive";
import styles from "./StatusBar.module.css";

export interface KeyHint {
  keys: readonly string[];
  text: string;
}

/** The progress of the index. It shows at most 99% before the index is complete. */
function indexLabel(index: Status["index"]): string {
  if (index === null) return "index up to date";
  const part = index.total === 0 ? 0 : index.done / index.total;
  return `indexing ${Math.min(99, Math.floor(part * 100))}%`;
}

interface StatusBarProps {
  status: Status | undefined;
  hints: readonly KeyHint[];
  /** Running bulk resends and scenarios. */
  children?: ReactNode;
}

export function StatusBar({ status, hints, children }: StatusBarProps) {
  const signal = useRate();
  const events = Math.max(status?.events ?? 0, signal?.events ?? 0);
  return (
    <footer className={styles.bar}>
      <span>{events === 0 ? "Waiting for the first event" : `${signal?.per_second ?? 0} events/s`}</span>
      {status && <span>{`${counted(events, "event")} · ${sizeOf(status.bytes)}`}</span>}
      {status && events > 0 && <span>{indexLabel(status.index)}</span>}
      {status?.pruned != null && (
        <span data-testid="pruned" title={`Pruned ${fullInstant(status.pruned.at)}`}>
          {`pruned ${counted(status.pruned.count, "event")} older than ${momentOf(status.pruned.before, new Date())}`}
        </span>
      )}
      {status?.storage_warnings.map((warning) => (
        <span key={warning} className={styles.warning} title={warning} data-testid="storage-warning">
          {warning}
        </span>
      ))}
      {children}
      <span className={styles.grow} />
      {hints.map((hint) => (
        <span key={hint.text} className={styles.hint}>
          {hint.keys.map((key) => (
            <Key key={key}>{key}</Key>
          ))}
          {hint.text}
        </span>
      ))}
    </footer>
  );
}
