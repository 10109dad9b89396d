// Rules taken over from a file or a pasted text: all of them, or none.
import { Dialog } from "@base-ui/react/dialog";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/Button";
import { Visible } from "@/components/Visible";
import { importRules } from "@/ipc/commands";
import { troubleOf } from "@/ipc/errors";
import { rulesQuery } from "@/lib/queries";
import ticks from "@/styles/tick.module.css";
import styles from "./ImportRules.module.css";

interface ImportRulesProps {
  open: boolean;
  /** Rules that are kept now. */
  kept: number;
  onClose: () => void;
}

export function ImportRules({ open, kept, onClose }: ImportRulesProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.dialog} data-testid="import-rules">
          <Dialog.Title className={styles.title}>Import rules</Dialog.Title>
          <Dialog.Description className={styles.text}>
            A file of rules, as <i>Export</i> writes it. When one of them has a mistake, none is taken.
          </Dialog.Description>
          <Form kept={kept} onDone={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Form({ kept, onDone }: { kept: number; onDone: () => void }) {
  const id = useId();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [replace, setReplace] = useState(false);
  const take = useMutation({
    mutationFn: () => importRules(text, replace),
    onSuccess: (rows) => {
      client.setQueryData(rulesQuery().queryKey, rows);
      onDone();
    },
  });
  const put = (next: string) => {
    take.reset();
    setText(next);
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() !== "" && !take.isPending) take.mutate();
  };
  return (
    <form onSubmit={submit}>
      <p className={styles.file}>
        <label htmlFor={`${id}-file`}>File</label>
        <input
          id={`${id}-file`}
          type="file"
          accept="application/json,.json"
          data-testid="rules-file"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) void file.text().then(put);
          }}
        />
      </p>
      <textarea
        className={styles.paste}
        aria-label="Text of the file"
        placeholder='{ "version": 1, "rules": [ … ] }'
        value={text}
        spellCheck={false}
        data-testid="rules-text"
        onChange={(event) => put(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      {kept > 0 && (
        <label className={styles.replace}>
          <input
            type="checkbox"
            className={ticks.tick}
            checked={replace}
            onChange={() => setReplace(!replace)}
          />
          In place of the rules that are here, not behind them
        </label>
      )}
      {take.error !== null && (
        <p className={styles.wrong} role="alert" data-testid="import-problem">
          <Visible text={troubleOf(take.error).sentence} />
        </p>
      )}
      <div className={styles.actions}>
        <Dialog.Close render={<Button />}>Cancel</Dialog.Close>
        <Button
          type="submit"
          look="primary"
          icon="import"
          disabled={text.trim() === "" || take.isPending}
          data-testid="take-rules"
        >
          Import
        </Button>
      </div>
    </form>
  );
}
