// A cURL command line, to be taken for the request: its method, URL, headers and body replace those of the draft.
import { Dialog } from "@base-ui/react/dialog";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/Button";
import { importCurl } from "@/ipc/commands";
import { troubleOf } from "@/ipc/errors";
import type { ImportedRequest } from "@/ipc/types";
import styles from "@/lib/sending/dialogs.module.css";

interface ImportCurlProps {
  /** What was pasted already; null while it is closed. */
  text: string | null;
  onImport: (request: ImportedRequest) => void;
  onClose: () => void;
}

export function ImportCurl({ text, onImport, onClose }: ImportCurlProps) {
  return (
    <Dialog.Root open={text !== null} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.dialog} data-testid="import-curl">
          <Dialog.Title className={styles.title}>Import from cURL</Dialog.Title>
          <Dialog.Description className={styles.text}>
            Method, URL, headers and body of the draft are replaced. Nothing is run and nothing is sent.
          </Dialog.Description>
          <Command first={text ?? ""} onImport={onImport} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Command({ first, onImport }: { first: string; onImport: (request: ImportedRequest) => void }) {
  const [typed, setTyped] = useState(first);
  const read = useMutation({ mutationFn: importCurl, onSuccess: onImport });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (typed.trim() !== "" && !read.isPending) read.mutate(typed);
  };
  return (
    <form onSubmit={submit}>
      <textarea
        className={styles.command}
        aria-label="cURL command line"
        placeholder="curl http://localhost:3000/hooks -H 'Content-Type: application/json' -d '{}'"
        value={typed}
        spellCheck={false}
        data-testid="curl-text"
        onChange={(event) => {
          read.reset();
          setTyped(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      {read.error !== null && (
        <p className={styles.wrong} role="alert">
          {troubleOf(read.error).sentence}
        </p>
      )}
      <div className={styles.actions}>
        <Dialog.Close render={<Button />}>Cancel</Dialog.Close>
        <Button
          type="submit"
          look="primary"
          disabled={typed.trim() === "" || read.isPending}
          data-testid="curl-import"
        >
          Import
        </Button>
      </div>
    </form>
  );
}

/** Whether a text that was pasted is a cURL command line. */
export const looksLikeCurl = (text: string): boolean => /^\s*(?:\$\s*)?curl(?:\.exe)?\s+\S/.test(text);
