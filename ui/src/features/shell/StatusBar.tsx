// The bar at the bottom: how much comes in, how much is kept, and the keys that matter here.
import { Key } from "../../components/Key";
import { counted, sizeOf } from "../../format/size";
import type { Status } from "../../ipc/types";
import styles from "./StatusBar.module.css";
import { useRate } from "./useLive";

export interface KeyHint {
  keys: readonly string[];
  text: string;
}

export function StatusBar({ status, hints }: { status: Status | undefined; hints: readonly KeyHint[] }) {
  const signal = useRate();
  const events = Math.max(status?.events ?? 0, signal?.events ?? 0);
  return (
    <footer className={styles.bar}>
      <span>{events === 0 ? "Waiting for the first event" : `${signal?.per_second ?? 0} events/s`}</span>
      {status && <span>{`${counted(events, "event")} · ${sizeOf(status.bytes)}`}</span>}
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
