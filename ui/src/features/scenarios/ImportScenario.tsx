// A scenario from a file: where it is, written or dropped onto the window.
import { Dialog } from "@base-ui/react/dialog";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Visible } from "@/components/Visible";
import { importScenario } from "@/ipc/commands";
import { troubleOf } from "@/ipc/errors";
import { tagged } from "@/lib/queries";
import styles from "@/lib/scenarios/dialogs.module.css";
import { useDroppedFile } from "@/lib/sending/BodyFile";

interface ImportScenarioProps {
  open: boolean;
  onImported: (name: string) => void;
  onClose: () => void;
}

export function ImportScenario({ open, onImported, onClose }: ImportScenarioProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.dialog} data-testid="import-scenario">
          <Dialog.Title className={styles.title}>Import a scenario</Dialog.Title>
          <Dialog.Description className={styles.text}>
            Drop a file onto the window, or write where it is. Nothing is sent.
          </Dialog.Description>
          <Form onImported={onImported} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Form({ onImported }: { onImported: (name: string) => void }) {
  const client = useQueryClient();
  const [path, setPath] = useState("");
  const read = useMutation({
    mutationFn: (replace: boolean) => importScenario(path, replace),
    onSuccess: (row) => {
      void client.invalidateQueries(tagged("Scenarios"));
      onImported(row.name);
    },
  });
  const change = (next: string) => {
    read.reset();
    setPath(next);
  };
  useDroppedFile(change);
  const trouble = read.error === null ? null : troubleOf(read.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (path.trim() !== "" && !read.isPending) read.mutate(false);
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <label className={styles.field}>
        File
        <input
          className={styles.path}
          value={path}
          placeholder="~/sign-up.json"
          spellCheck={false}
          autoComplete="off"
          data-testid="import-path"
          onChange={(event) => change(event.target.value)}
        />
      </label>
      {trouble !== null && (
        <p className={styles.wrong} role="alert">
          <Visible text={trouble.sentence} />
        </p>
      )}
      <div className={styles.actions}>
        <Dialog.Close render={<Button />}>Cancel</Dialog.Close>
        {trouble?.code === "taken" && (
          <Button look="danger" onClick={() => read.mutate(true)}>
            Replace it
          </Button>
        )}
        <Button type="submit" look="primary" disabled={path.trim() === "" || read.isPending}>
          Import
        </Button>
      </div>
    </form>
  );
}
