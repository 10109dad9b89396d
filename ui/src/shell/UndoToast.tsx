// Offers to undo the last deletion.
import { Button } from "@/components/Button";
import { Toast } from "@/components/Toast";
import { counted } from "@/format/size";
import { describeError } from "@/ipc/errors";
import { useDeletion } from "@/lib/deletion/useDeletion";

export function UndoToast() {
  const { offered, undo, busy, message: result, error, dismiss } = useDeletion();
  const message =
    error !== null
      ? `Action failed. ${describeError(error).sentence}`
      : offered !== null
        ? `${counted(offered.count, "event")} deleted.`
        : result || null;
  return (
    <Toast
      message={message}
      testId="undo-toast"
      actions={
        offered !== null && (
          <Button look="primary" action="undoDelete" disabled={busy} onClick={undo}>
            Undo
          </Button>
        )
      }
      onClose={dismiss}
    />
  );
}
