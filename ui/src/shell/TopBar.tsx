// The top bar: receiver status and address, filter, samples, settings.
import { type ReactNode, useRef } from "react";
import { withKeys } from "@/actions/catalog";
import { useKeys } from "@/actions/Shortcuts";
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import { useRovingFocus } from "@/components/useRovingFocus";
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
  const bar = useRef<HTMLElement>(null);
  useRovingFocus(bar, { selector: "[data-stop], search button", orientation: "horizontal" });
  const settingsKeys = useKeys("settings");
  return (
    <header ref={bar} className={styles.bar} data-pane="">
      <h1 className="sr">Hookglass</h1>
      <div className={styles.listening}>
        <span className={url === null ? styles.notListening : styles.isListening} />
        <span className={styles.status}>{stateOf(status)}</span>
        {status?.paused && <ResumeReceiving />}
        {url !== null && (
          <span className={styles.address}>
            <code>{url}</code>
            <CopyButton text={url} label="Copy address" look="bare" data-stop="" />
          </span>
        )}
      </div>
      {filter}
      <Button
        icon="bolt"
        action="samples"
        data-testid="send-samples"
        data-stop=""
        disabled={onSamples === null}
        onClick={() => onSamples?.()}
      >
        <span className={styles.wideLabel}>Send samples</span>
        <span className={styles.narrowLabel}>Samples</span>
      </Button>
      <Button
        data-stop=""
        icon="gear"
        label="Settings"
        title={withKeys("Settings", settingsKeys)}
        onClick={onSettings}
      />
    </header>
  );
}
