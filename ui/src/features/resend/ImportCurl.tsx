// Imports a cURL command: its method, URL, headers and body replace those of the draft.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "@/components/Dialog";
import { DialogForm } from "@/components/DialogForm";
import { TextArea } from "@/components/TextArea";
import { importCurl } from "@/ipc/bindings/commands";
import type { ImportedRequest } from "@/ipc/types";

interface ImportCurlProps {
  /** The pasted text, if any; null while the dialog is closed. */
  text: string | null;
  onImport: (request: ImportedRequest) => void;
  onClose: () => void;
}

export function ImportCurl({ text, onImport, onClose }: ImportCurlProps) {
  return (
    <Dialog
      open={text !== null}
      title="Import from cURL"
      description="Replaces method, URL, headers and body of the draft. Nothing is run or sent."
      onClose={onClose}
    >
      <Command first={text ?? ""} onImport={onImport} />
    </Dialog>
  );
}

function Command({ first, onImport }: { first: string; onImport: (request: ImportedRequest) => void }) {
  const [typed, setTyped] = useState(first);
  const read = useMutation({ mutationFn: (text: string) => importCurl({ text }), onSuccess: onImport });
  return (
    <DialogForm
      submit="Import"
      isComplete={typed.trim() !== ""}
      attempt={read}
      onSubmit={() => read.mutate(typed)}
      testId="curl-import"
    >
      <TextArea
        mono
        tall
        aria-label="cURL command"
        placeholder="curl http://localhost:3000/hooks -H 'Content-Type: application/json' -d '{}'"
        value={typed}
        testId="curl-text"
        onChange={(next) => {
          read.reset();
          setTyped(next);
        }}
      />
    </DialogForm>
  );
}

/** Whether a pasted text is a cURL command. */
export const looksLikeCurl = (text: string): boolean => /^\s*(?:\$\s*)?curl(?:\.exe)?\s+\S/.test(text);
