// A dialog that confirms the first request to a host outside this computer, once per host.
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";

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
      title="Send outside this computer?"
      description={<UntrustedText text={sentence} />}
      testId="confirm-host"
      onClose={onClose}
    >
      <Stack gap="4">
        <p>
          <Text as="code" breakable>
            <UntrustedText text={url} />
          </Text>
        </p>
        <DialogActions leave="Cancel">
          <Button look="primary" icon="send" onClick={onConfirm}>
            Send to this host
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  );
}
