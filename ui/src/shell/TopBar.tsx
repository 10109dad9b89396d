// The top bar: receiver status and address, filter, samples, settings.
import type { ReactNode } from "react";
import { writtenKeys } from "@/actions/catalog";
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import type { Status } from "@/ipc/types";
import { ResumeReceiving } from "./ResumeReceiving";
import styles from "./TopBar.module.css";

interface TopBarProps {
  status: Status | undefined;
  filter: ReactNode;
  onSamples: (() => void) | null;
  onSettings: () => void;
}

const stateOf = (status: Status | undefined) => {
  if (status === undefined) return "Starting";
  if (status.url !== null) return "Listening";
  return status.paused ? "Paused" : "Not listening";
};

export function TopBar({ status, filter, onSamples, onSettings }: TopBarProps) {
  const url = status?.url ?? null;
  return (
    <header className={styles.bar}>
      <h1 className="sr">Hookglass</h1>
      <div className={styles.listening}>
        <span className={url === null ? styles.notListening : styles.isListening} />
        <span className={styles.status}>{stateOf(status)}</span>
        {status?.paused && <ResumeReceiving />}
        {url !== null && (
          <span className={styles.address}>
            <code>{url}</code>
            <CopyButton text={url} label="Copy address" look="bare" />
          </span>
        )}
      </div>
      {filter}
      <Button
        icon="bolt"
        shortcut="T"
        data-testid="send-samples"
        disabled={onSamples === null}
        onClick={() => onSamples?.()}
      >
        <span className={styles.wideLabel}>Send samples</span>
        <span className={styles.narrowLabel}>Samples</span>
      </Button>
      <Button
        icon="gear"
        label="Settings"
        title={`Settings (${writtenKeys("Mod+,")})`}
        onClick={onSettings}
      />
    </header>
  );
}
