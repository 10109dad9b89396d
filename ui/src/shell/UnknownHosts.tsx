// Shown when requests arrived for a host that is not allowed, such as that of a tunnel. One click
// allows the host.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { UntrustedText } from "@/components/UntrustedText";
import { allowHost } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import type { UnknownHost } from "@/ipc/types";
import styles from "./Banner.module.css";

export function UnknownHosts({ hosts }: { hosts: readonly UnknownHost[] }) {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  return hosts
    .filter(({ host }) => !dismissed.includes(host))
    .map(({ host }) => (
      <UnknownHostBanner key={host} host={host} onDismiss={() => setDismissed([...dismissed, host])} />
    ));
}

function UnknownHostBanner({ host, onDismiss }: { host: string; onDismiss: () => void }) {
  const allow = useMutation({ mutationFn: () => allowHost({ host }) });
  return (
    <div className={styles.banner} role="alert">
      <Icon name="warn" />
      <p>
        Requests for{" "}
        <b>
          <UntrustedText text={host} />
        </b>{" "}
        are stored, not forwarded. Allow the host only if it is yours, such as that of your tunnel.
        {allow.error !== null && <> {describeError(allow.error).sentence}</>}
      </p>
      <Button look="primary" disabled={allow.isPending} onClick={() => allow.mutate()}>
        Allow
      </Button>
      <Button onClick={onDismiss}>Dismiss</Button>
    </div>
  );
}
