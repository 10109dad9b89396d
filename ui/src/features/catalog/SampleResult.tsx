// The answer to a sample.
import { Button } from "@/components/Button";
import { Note } from "@/components/Note";
import { UntrustedText } from "@/components/UntrustedText";
import { durationOf } from "@/format/time";
import type { SampleSent } from "@/ipc/types";

interface SampleResultProps {
  sent: SampleSent;
  /** Shows the received events; null if the sample was sent to another receiver. */
  onReceived: (() => void) | null;
}

export function SampleResult({ sent, onReceived }: SampleResultProps) {
  const { result } = sent;
  const status = result.status === null ? "No response" : `Answered ${result.status}`;
  return (
    <div role="status" data-testid="sample-result" data-ok={result.ok}>
      <Note
        tone={result.ok ? "ok" : "bad"}
        title={`${status} after ${durationOf(result.duration_us)}, ${sent.signed ? "signed" : "unsigned"}`}
        actions={onReceived !== null && <Button onClick={onReceived}>Show received events</Button>}
      >
        {!result.ok && <UntrustedText text={result.sentence} />}
      </Note>
    </div>
  );
}
