// Floats above the window's foot after a deletion: what is gone, and the way back.
import { writtenKeys } from "@/actions/catalog";
import { Button } from "@/components/Button";
import { counted } from "@/format/size";
import { troubleOf } from "@/ipc/errors";
import { useDeletion } from "@/lib/deletion/useDeletion";
import styles from "./UndoToast.module.css";

export function UndoToast() {
  const { offered, undo, busy, told, error, dismiss } = useDeletion();
  const shown = offered !== null || told !== "" || error !== null;
  return (
    <div role="status" className={styles.place}>
      {shown && (
        <div className={styles.toast} data-testid="undo-toast">
          <span>
            {error !== null
              ? `This was not done. ${troubleOf(error).sentence}`
              : offered !== null
                ? `${counted(offered.count, "event")} deleted.`
                : told}
          </span>
          {offered !== null && (
            <Button look="primary" shortcut={writtenKeys("Mod+z")} disabled={busy} onClick={undo}>
              Undo
            </Button>
          )}
          <Button icon="cross" look="bare" label="Close" onClick={dismiss} />
        </div>
      )}
    </div>
  );
}
