// Asks once for each host outside this computer, before anything goes there.
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { Visible } from "@/components/Visible";

interface ConfirmHostProps {
  open: boolean;
  sentence: string;
  url: string;
  onConfirm: () => void;
  onClose: () => void;
}

export function ConfirmHost({ open, sentence, url, onConfirm, onClose }: ConfirmHostProps) {
  return (
    <Dialog
      open={open}
      title="Send this outside your computer?"
      description={<Visible text={sentence} />}
      testId="confirm-host"
      onClose={onClose}
    >
      <Stack gap="4">
        <p>
          <Text as="code" breakable>
            <Visible text={url} />
          </Text>
        </p>
        <DialogActions leave="Do not send">
          <Button look="primary" icon="send" data-testid="confirm-send" onClick={onConfirm}>
            Send there
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  );
}
