// A dialog that confirms the use of a body that is broken JSON.
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { UntrustedText } from "@/components/UntrustedText";

interface ConfirmBrokenProps {
  open: boolean;
  title: string;
  /** Where the JSON is broken. */
  sentence: string;
  /** The text of the button that goes on. */
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
}

export function ConfirmBroken({ open, title, sentence, confirm, onConfirm, onClose }: ConfirmBrokenProps) {
  return (
    <Dialog
      open={open}
      title={title}
      description={<UntrustedText text={sentence} />}
      testId="confirm-broken"
      onClose={onClose}
    >
      <DialogActions leave="Keep editing">
        <Button look="primary" icon="warn" onClick={onConfirm}>
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
