// Actions for the picked events, or a prompt to choose the second event of a comparison.
import { Button } from "@/components/Button";
import { countOf } from "@/format/size";
import { describeError } from "@/ipc/errors";
import styles from "./Inbox.module.css";

interface PickBarProps {
  /** The first event of a comparison, while the user chooses the second one. */
  against: number | null;
  picked: number;
  busy: boolean;
  error: unknown;
  onCompare: () => void;
  onBulkResend: () => void;
  onRecord: () => void;
  onStar: () => void;
  onDelete: () => void;
  onLeave: () => void;
}

export function PickBar(props: PickBarProps) {
  const {
    against,
    picked,
    busy,
    error,
    onCompare,
    onBulkResend: onSendMany,
    onRecord,
    onStar,
    onDelete,
    onLeave,
  } = props;
  if (against !== null)
    return (
      <div className={styles.picks} data-testid="compare-banner">
        <span role="status">Compare event {against} with… Click an event, or press Enter on it.</span>
        <Button size="small" shortcut="Esc" onClick={onLeave}>
          Cancel
        </Button>
      </div>
    );
  if (picked === 0) return null;
  return (
    <div className={styles.picks} data-testid="pick-bar">
      <span role="status">
        <span className={styles.counted}>{countOf(picked)} selected</span>
        {busy && " – working…"}
        {error !== null && ` – failed. ${describeError(error).sentence}`}
      </span>
      {picked <= 2 && (
        <Button size="small" icon="compare" action="compare" disabled={busy} onClick={onCompare}>
          {picked === 2 ? "Compare" : "Compare with…"}
        </Button>
      )}
      <Button size="small" icon="send" action="bulkPicked" disabled={busy} onClick={onSendMany}>
        Resend {countOf(picked)}…
      </Button>
      <Button size="small" icon="list" disabled={busy} onClick={onRecord}>
        Record scenario…
      </Button>
      <Button size="small" icon="star" action="star" disabled={busy} onClick={onStar}>
        Star
      </Button>
      <Button size="small" icon="trash" action="delete" look="danger" disabled={busy} onClick={onDelete}>
        Delete
      </Button>
      <Button size="small" shortcut="Esc" onClick={onLeave}>
        Clear
      </Button>
    </div>
  );
}
