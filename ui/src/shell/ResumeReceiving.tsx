// Ends the pause that was started in the tray.
import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/Button";
import { resumeReceiving } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";

export function ResumeReceiving() {
  const resume = useMutation({ mutationFn: resumeReceiving });
  return (
    <Button
      icon="play"
      data-stop=""
      disabled={resume.isPending}
      title={resume.error === null ? "Listen again" : describeError(resume.error).sentence}
      onClick={() => resume.mutate()}
    >
      Resume receiving
    </Button>
  );
}
