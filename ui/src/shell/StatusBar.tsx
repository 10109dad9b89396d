// The bar at the bottom: how much comes in, how much is kept, and the keys that matter here.
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

/** Never 100 % before it is done. */
function indexWord(index: Status["index"]): string {
  if (index === null) return "index up to date";
  const part = index.total === 0 ? 0 : index.done / index.total;
  return `indexing ${Math.min(99, Math.floor(part * 100))} %`;
}

interface StatusBarProps {
  status: Status | undefined;
  hints: readonly KeyHint[];
  /** What is under way besides. */
  children?: ReactNode;
}

export function StatusBar({ status, hints, children }: StatusBarProps) {
  const signal = useRate();
  const events = Math.max(status?.events ?? 0, signal?.events ?? 0);
  return (
    <footer className={styles.bar}>
      <span>{events === 0 ? "Waiting for the first event" : `${signal?.per_second ?? 0} events/s`}</span>
      {status && <span>{`${counted(events, "event")} · ${sizeOf(status.bytes)}`}</span>}
      {status && events > 0 && <span data-testid="index">{indexWord(status.index)}</span>}
      {status?.pruned != null && (
        <span data-testid="pruned" title={`Done ${fullInstant(status.pruned.at)}`}>
          {`pruned ${counted(status.pruned.count, "event")} older than ${momentOf(status.pruned.before, new Date())}`}
        </span>
      )}
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
