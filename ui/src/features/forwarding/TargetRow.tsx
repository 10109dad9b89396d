// One target: its URL, its state and its counts. Removing it needs a second press.
import { useState } from "react";
import { Icon } from "@/components/Icon";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { countOf } from "@/format/size";
import { describeError } from "@/ipc/errors";
import type { ForwardRow } from "@/ipc/types";
import styles from "./Forwarding.module.css";
import { TargetHead } from "./TargetHead";
import { modeWords } from "./target";
import { useConfirmTarget, useRemoveForward, useSaveForward, useSkipForward } from "./useForwarding";
import { useTargetMenu } from "./useTargetMenu";

interface TargetRowProps {
  row: ForwardRow;
  /** When the row was fetched, in milliseconds since 1970. */
  at: number;
  onEdit: () => void;
}

export function TargetRow({ row, at, onEdit }: TargetRowProps) {
  const { target, trouble } = row;
  const save = useSaveForward();
  const confirm = useConfirmTarget();
  const remove = useRemoveForward();
  const skip = useSkipForward();
  const [confirming, setConfirming] = useState(false);
  const flip = () => save.mutate({ target: { ...target, on: !target.on }, confirmed: false });
  const onMenu = useTargetMenu({
    row,
    onFlip: flip,
    onEdit,
    onConfirm: () => confirm.mutate(target),
    onSkip: () => skip.mutate(target.id),
    onRemove: () => setConfirming(true),
  });
  const error = save.error ?? confirm.error ?? remove.error ?? skip.error;
  return (
    <li
      className={styles.row}
      data-testid="forward-row"
      data-off={!target.on || undefined}
      onContextMenu={onMenu}
    >
      <TargetHead
        row={row}
        at={at}
        save={save}
        confirm={confirm}
        remove={remove}
        skip={skip}
        onEdit={onEdit}
        confirming={confirming}
        onConfirming={setConfirming}
      />
      <p className={trouble ? styles.bad : styles.state} role="status" data-testid="forward-state">
        <Icon name={!target.on ? "pause" : trouble ? "warn" : "check"} />
        <span>
          <UntrustedText text={row.state} />
        </span>
      </p>
      <p className={styles.facts}>
        <span>
          <b>{countOf(row.delivered)}</b> delivered
        </span>
        <Text tone={row.failed > 0 ? "bad" : "normal"}>
          <b>{countOf(row.failed)}</b> failed
        </Text>
        {row.lost > 0 && (
          <Text tone="bad" title="Removed by the retention limits before the target got them">
            <b>{countOf(row.lost)}</b> lost
          </Text>
        )}
        {target.mode === "background" && target.on && (
          <span>
            <b>{countOf(row.behind)}</b> pending
          </span>
        )}
        <span>{modeWords(target)}</span>
        {target.filter === "" ? (
          <span>all events</span>
        ) : (
          <Text breakable>
            only{" "}
            <code>
              <UntrustedText text={target.filter} />
            </code>
          </Text>
        )}
      </p>
      {error !== null && (
        <Text as="p" tone="bad" breakable role="alert">
          {describeError(error).sentence}
        </Text>
      )}
    </li>
  );
}
