// Imports a cURL command: its method, URL, headers and body replace those of the draft.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Dialog, DialogActions, DialogError } from "@/components/Dialog";
import { Stack } from "@/components/Stack";
import { TextArea } from "@/components/TextArea";
import { importCurl } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
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
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (typed.trim() !== "" && !read.isPending) read.mutate(typed);
  };
  return (
    <Stack as="form" gap="3" onSubmit={submit}>
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
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      {read.error !== null && <DialogError>{describeError(read.error).sentence}</DialogError>}
      <DialogActions leave="Cancel">
        <Button
          type="submit"
          look="primary"
          disabled={typed.trim() === "" || read.isPending}
          data-testid="curl-import"
        >
          Import
        </Button>
      </DialogActions>
    </Stack>
  );
}

/** Whether a pasted text is a cURL command. */
export const looksLikeCurl = (text: string): boolean => /^\s*(?:\$\s*)?curl(?:\.exe)?\s+\S/.test(text);
