// The full explanation of the signature check. An invalid signature is explained without a click,
// so that it is not overlooked.
import { useActionBoard } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Note } from "@/components/Note";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import type { SignatureView } from "@/ipc/types";

export function SignatureSentence({ signature, shown }: { signature: SignatureView; shown: boolean }) {
  const board = useActionBoard();
  const { verdict, sentence } = signature;
  if (!shown) return null;
  return (
    <Stack padTop="2">
      <Note
        tone={verdict === "invalid" ? "bad" : verdict === "valid" ? "ok" : "plain"}
        title={verdict === "invalid" ? "Signature doesn’t match" : undefined}
        actions={
          verdict === "no_secret" && (
            <Button size="small" icon="key" onClick={() => board.run("settings")}>
              Add signing secret
            </Button>
          )
        }
      >
        <span data-testid="signature-sentence">
          <UntrustedText text={sentence} />
        </span>
      </Note>
    </Stack>
  );
}
