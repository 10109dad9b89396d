// Asked once for each host outside this computer, before anything goes there.
import { Dialog } from "@base-ui/react/dialog";
import { Button } from "@/components/Button";
import { Visible } from "@/components/Visible";
import styles from "./dialogs.module.css";

interface ConfirmHostProps {
  open: boolean;
  sentence: string;
  url: string;
  onConfirm: () => void;
  onClose: () => void;
}

export function ConfirmHost({ open, sentence, url, onConfirm, onClose }: ConfirmHostProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.dialog} data-testid="confirm-host">
          <Dialog.Title className={styles.title}>Send this outside your computer?</Dialog.Title>
          <Dialog.Description className={styles.text}>
            <Visible text={sentence} />
          </Dialog.Description>
          <p className={styles.url}>
            <code>
              <Visible text={url} />
            </code>
          </p>
          <div className={styles.actions}>
            <Dialog.Close render={<Button />}>Do not send</Dialog.Close>
            <Button look="primary" icon="send" data-testid="confirm-send" onClick={onConfirm}>
              Send there
            </Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
