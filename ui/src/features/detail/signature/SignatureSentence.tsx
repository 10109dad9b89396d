// What a check of the signature found, in full. An invalid one is told at once and cannot be overlooked.
import { useActionBoard } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Note } from "@/components/Note";
import { Visible } from "@/components/Visible";
import type { SignatureView } from "@/ipc/types";
import styles from "./Signature.module.css";

export function SignatureSentence({ signature, told }: { signature: SignatureView; told: boolean }) {
  const board = useActionBoard();
  const { verdict, sentence } = signature;
  if (!told) return null;
  return (
    <div className={styles.sentence}>
      <Note
        tone={verdict === "invalid" ? "bad" : verdict === "valid" ? "ok" : "plain"}
        title={verdict === "invalid" ? "The signature does not fit" : undefined}
        actions={
          verdict === "no_secret" && (
            <Button size="small" icon="key" onClick={() => board.run("settings")}>
              Add the secret
            </Button>
          )
        }
      >
        <span data-testid="signature-sentence">
          <Visible text={sentence} />
        </span>
      </Note>
    </div>
  );
}
