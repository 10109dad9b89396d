// The confirmation before all events are deleted.
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { counted } from "@/format/size";
import { useDeletion } from "@/lib/deletion/useDeletion";

interface ClearAllProps {
  open: boolean;
  /** The number of stored events. */
  stored: number;
  onClose: () => void;
}

export function ClearAll({ open, stored, onClose }: ClearAllProps) {
  const { remove } = useDeletion();
  return (
    <Dialog
      open={open}
      title={`Delete all ${counted(stored, "event")}?`}
      description="This includes starred events, events with a note, and events that the filter hides. You can undo it for one minute."
      look="small"
      testId="clear-all"
      onClose={onClose}
    >
      <DialogActions leave="Cancel">
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
