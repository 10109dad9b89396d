// The status bar: event rate, stored events, index progress, storage warnings, and the keys of the
// current screen.
import type { ReactNode } from "react";
import { useKeysOf } from "@/actions/Shortcuts";
import { Key } from "@/components/Key";
import { counted, sizeOf } from "@/format/size";
import { fullInstant, momentOf } from "@/format/time";
import type { Status } from "@/ipc/types";
import { useRate } from "@/lib/live/useLive";
import type { KeyHint } from "./hints";
import styles from "./StatusBar.module.css";

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
    <footer className={styles.bar} data-pane="">
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
        <Hint key={hint.text} hint={hint} />
      ))}
    </footer>
  );
}

/** Keys and what they do. It is empty if the user switched off one of the keys. */
function Hint({ hint: { keys, text } }: { hint: KeyHint }) {
  const keysOf = useKeysOf();
  const names = keys.map((key) => (typeof key === "string" ? key : keysOf(key.of)));
  if (names.includes(undefined)) return null;
  return (
    <span className={styles.hint}>
      {names
        .flatMap((name) => name?.split(" ") ?? [])
        .map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a key can occur twice, such as Shift.
          <Key key={index}>{name}</Key>
        ))}
      {text}
    </span>
  );
}
