// Asks once before everything is deleted.
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { counted } from "@/format/size";
import { useDeletion } from "@/lib/deletion/useDeletion";

interface ClearAllProps {
  open: boolean;
  /** Stored events. */
  stored: number;
  onClose: () => void;
}

export function ClearAll({ open, stored, onClose }: ClearAllProps) {
  const { remove } = useDeletion();
  return (
    <Dialog
      open={open}
      title={`Delete all ${counted(stored, "event")}?`}
      description="Starred events and those with a note go with them, whatever the list shows now. You can undo this for a minute."
      look="small"
      testId="clear-all"
      onClose={onClose}
    >
      <DialogActions leave="Keep them">
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
      </DialogActions>
    </Dialog>
  );
}
