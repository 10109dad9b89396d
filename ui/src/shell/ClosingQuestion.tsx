// Asks what closing the window does: keep receiving in the tray, or quit. The answer is remembered;
// the settings change it.
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Button } from "@/components/Button";
import { Dialog, DialogActions, DialogError } from "@/components/Dialog";
import { Stack } from "@/components/Stack";
import { answerClosing } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import { onClosing } from "@/ipc/signals";

export function ClosingQuestion() {
  const [open, setOpen] = useState(false);
  useEffect(() => onClosing(() => setOpen(true)), []);
  const answer = useMutation({
    mutationFn: (keepReceiving: boolean | null) => answerClosing({ keepReceiving }),
    onSuccess: () => setOpen(false),
  });
  return (
    <Dialog
      open={open}
      title="Keep receiving?"
      description="Hookglass can stay in the tray and keep receiving while the window is closed. Your choice is remembered; you can change it in the settings."
      testId="closing"
      onClose={() => answer.mutate(null)}
    >
      <Stack gap="4">
        {answer.error !== null && <DialogError>{describeError(answer.error).sentence}</DialogError>}
        <DialogActions leave="Cancel">
          <Button onClick={() => answer.mutate(false)}>Quit</Button>
          <Button look="primary" onClick={() => answer.mutate(true)}>
            Keep receiving
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  );
}
