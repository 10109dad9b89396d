// Shown when targets or rules of the database forward to URLs that are not confirmed on this
// computer, such as in a database from another computer. One click confirms the URLs shown.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { UntrustedText } from "@/components/UntrustedText";
import { confirmTargets } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import type { TargetUrl } from "@/ipc/types";
import styles from "./Banner.module.css";

/** URLs that are shown at a time. */
const SHOWN = 3;

const keyOf = ({ url, verify_tls }: TargetUrl) => `${verify_tls} ${url}`;

export function PausedTargets({ targets }: { targets: readonly TargetUrl[] }) {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const confirm = useMutation({ mutationFn: (shown: TargetUrl[]) => confirmTargets({ targets: shown }) });
  const shown = targets.filter((target) => !dismissed.includes(keyOf(target))).slice(0, SHOWN);
  if (shown.length === 0) return null;
  return (
    <div className={styles.banner} role="alert">
      <Icon name="pause" />
      <p>
        Forwarding is paused until you confirm it on this computer:{" "}
        {shown.map((target, index) => (
          <span key={keyOf(target)}>
            {index > 0 && ", "}
            <b>
              <UntrustedText text={target.url} />
            </b>
            {!target.verify_tls && " (certificate not checked)"}
          </span>
        ))}
        . Confirm only URLs that you know.
        {confirm.error !== null && <> {describeError(confirm.error).sentence}</>}
      </p>
      <Button look="primary" disabled={confirm.isPending} onClick={() => confirm.mutate(shown)}>
        Confirm
      </Button>
      <Button onClick={() => setDismissed([...dismissed, ...shown.map(keyOf)])}>Dismiss</Button>
    </div>
  );
}
