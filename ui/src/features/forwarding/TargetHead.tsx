// The first line of a target: its switch, its URL, and its actions.
import { useEffect, useState } from "react";
import { Button } from "@/components/Button";
import { Switch } from "@/components/Checkbox";
import { Icon } from "@/components/Icon";
import { Spacer } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { visibleText } from "@/format/visible";
import type { ForwardRow } from "@/ipc/types";
import styles from "./Forwarding.module.css";
import type { useConfirmTarget, useRemoveForward, useSaveForward, useSkipForward } from "./useForwarding";

interface TargetHeadProps {
  row: ForwardRow;
  /** When the row was fetched, in milliseconds since 1970. */
  at: number;
  save: ReturnType<typeof useSaveForward>;
  confirm: ReturnType<typeof useConfirmTarget>;
  remove: ReturnType<typeof useRemoveForward>;
  skip: ReturnType<typeof useSkipForward>;
  onEdit: () => void;
  /** Removing needs a second press. */
  confirming: boolean;
  onConfirming: (confirming: boolean) => void;
}

export function TargetHead(props: TargetHeadProps) {
  const { row, at, save, confirm, remove, skip, onEdit, confirming, onConfirming } = props;
  const { target } = row;
  const url = visibleText(target.url);
  /** Targets from the command line are not stored, so they cannot be edited here. */
  const isStored = target.id > 0;
  return (
    <div className={styles.head}>
      <Switch
        data-stop=""
        label={`Forward events to ${url}`}
        title={target.on ? "Enabled" : "Disabled: gets no events"}
        on={target.on}
        disabled={!isStored || save.isPending}
        onFlip={() => save.mutate({ target: { ...target, on: !target.on }, confirmed: false })}
      />
      <code className={styles.url}>
        <UntrustedText text={target.url} />
      </code>
      {!target.verify_tls && (
        <span className={styles.bad}>
          <Icon name="warn" />
          certificate not checked
        </span>
      )}
      <Spacer />
      {row.paused && (
        <Button
          size="small"
          look="primary"
          aria-label={`Confirm ${url}`}
          disabled={confirm.isPending}
          onClick={() => confirm.mutate(target)}
        >
          Confirm
        </Button>
      )}
      {row.retry_in_ms !== null && (
        <>
          <Button size="small" icon="right" onClick={() => skip.mutate(target.id)} disabled={skip.isPending}>
            Skip event
          </Button>
          <Countdown left={row.retry_in_ms} at={at} />
        </>
      )}
      {isStored ? (
        <EditOrRemove
          url={url}
          isRemoving={remove.isPending}
          confirming={confirming}
          onConfirming={onConfirming}
          onEdit={onEdit}
          onRemove={() => remove.mutate(target.id)}
        />
      ) : (
        <Text tone="soft">for this run only</Text>
      )}
    </div>
  );
}

interface EditOrRemoveProps {
  url: string;
  isRemoving: boolean;
  confirming: boolean;
  onConfirming: (confirming: boolean) => void;
  onEdit: () => void;
  onRemove: () => void;
}

function EditOrRemove(props: EditOrRemoveProps) {
  const { url, isRemoving, confirming, onConfirming, onEdit, onRemove } = props;
  if (confirming)
    return (
      <>
        <Button
          size="small"
          look="danger"
          // This button replaces the one that had the focus.
          ref={(button) => button?.focus()}
          disabled={isRemoving}
          onClick={onRemove}
        >
          Remove permanently
        </Button>
        <Button size="small" onClick={() => onConfirming(false)}>
          Keep
        </Button>
      </>
    );
  return (
    <>
      <Button size="small" icon="pencil" aria-label={`Edit ${url}`} onClick={onEdit}>
        Edit
      </Button>
      <Button size="small" look="danger" aria-label={`Remove ${url}`} onClick={() => onConfirming(true)}>
        Remove
      </Button>
    </>
  );
}

const SECOND = 1000;

/** `retry in 4 s` */
function Countdown({ left, at }: { left: number; at: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((at + left - now) / SECOND));
  return <Text tone="soft">{seconds === 0 ? "retrying now" : `retry in ${seconds} s`}</Text>;
}
