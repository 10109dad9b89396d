// Asked once before everything is deleted.
import { Dialog } from "@base-ui/react/dialog";
import { Button } from "@/components/Button";
import { counted } from "@/format/size";
import { useDeletion } from "@/lib/deletion/useDeletion";
import styles from "./ClearAll.module.css";

interface ClearAllProps {
  open: boolean;
  /** Events there are. */
  stored: number;
  onClose: () => void;
}

export function ClearAll({ open, stored, onClose }: ClearAllProps) {
  const { remove } = useDeletion();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.dialog} data-testid="clear-all">
          <Dialog.Title className={styles.title}>Delete all {counted(stored, "event")}?</Dialog.Title>
          <Dialog.Description className={styles.text}>
            Starred events and those with a note go with them, whatever the list shows now. You can undo this
            for a minute.
          </Dialog.Description>
          <div className={styles.actions}>
            <Dialog.Close render={<Button />}>Keep them</Dialog.Close>
            <Button
              look="danger"
              icon="trash"
              onClick={() => {
                onClose();
                void remove({ what: "all" });
              }}
            >
              Delete all
            </Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
