// Copies the event as a cURL command, and reports the result. Secrets are redacted first.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { copyText } from "@/components/clipboard";
import { Toast } from "@/components/Toast";
import { copyEvent } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";

interface Outcome {
  text: string;
  masked: boolean;
}

const FAILED: Outcome = { text: "Could not copy to the clipboard.", masked: false };

export function CopyAsCurl({ event }: { event: number }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const copy = async (reveal: boolean) => {
    const copied = copyEvent({ eventId: event, form: "curl", reveal });
    try {
      if (!(await copyText(copied.then(({ text }) => text)))) return setOutcome(FAILED);
      const { notes, masked } = await copied;
      setOutcome({ text: ["Copied as cURL.", ...notes].join(" "), masked });
    } catch (error) {
      setOutcome({ text: `Could not copy as cURL. ${describeError(error).sentence}`, masked: false });
    }
  };
  useAction("copyEventAsCurl", () => void copy(false));
  return (
    <Toast
      message={outcome?.text ?? null}
      testId="copied-as-curl"
      actions={outcome?.masked === true && <Button onClick={() => void copy(true)}>Copy with secrets</Button>}
      onClose={() => setOutcome(null)}
    />
  );
}
