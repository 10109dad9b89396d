// Asks where a file is to go, with a place to begin with; a file that is there is replaced only when one says so.
import { Dialog } from "@base-ui/react/dialog";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Visible } from "@/components/Visible";
import { troubleOf } from "@/ipc/errors";
import { placeForQuery } from "@/lib/queries";
import styles from "./Files.module.css";

interface SaveAsProps {
  title: string;
  open: boolean;
  /** The file's name to begin with. */
  name: string;
  /** Writes it, and tells where it is. */
  save: (path: string, replace: boolean) => Promise<string>;
  onClose: () => void;
}

export function SaveAs({ title, open, name, save, onClose }: SaveAsProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.dialog} data-testid="save-as">
          <Dialog.Title className={styles.title}>{title}</Dialog.Title>
          <Place name={name} save={save} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Place({ name, save, onClose }: Pick<SaveAsProps, "name" | "save" | "onClose">) {
  const { data: place } = useQuery(placeForQuery(name));
  const [typed, setTyped] = useState<string | null>(null);
  const path = typed ?? place ?? "";
  const saving = useMutation({ mutationFn: (replace: boolean) => save(path, replace) });
  const trouble = saving.error === null ? null : troubleOf(saving.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (saving.isSuccess) onClose();
    else if (path.trim() !== "" && !saving.isPending) saving.mutate(false);
  };
  return (
    <form onSubmit={submit}>
      <label className={styles.path}>
        File
        <input
          value={path}
          spellCheck={false}
          autoComplete="off"
          data-testid="save-path"
          onChange={(event) => {
            saving.reset();
            setTyped(event.target.value);
          }}
        />
      </label>
      {saving.isSuccess && (
        <p className={styles.done} role="status" data-testid="saved">
          Written to <Visible text={saving.data} />.
        </p>
      )}
      {trouble !== null && (
        <p className={styles.wrong} role="alert">
          <Visible text={trouble.sentence} />
        </p>
      )}
      <div className={styles.actions}>
        <Dialog.Close render={<Button />}>{saving.isSuccess ? "Close" : "Cancel"}</Dialog.Close>
        {trouble?.code === "taken" && (
          <Button look="danger" data-testid="save-replace" onClick={() => saving.mutate(true)}>
            Replace it
          </Button>
        )}
        {!saving.isSuccess && (
          <Button
            type="submit"
            look="primary"
            disabled={path.trim() === "" || saving.isPending}
            data-testid="save-go"
          >
            Save
          </Button>
        )}
      </div>
    </form>
  );
}
