// Imports rules from a file or a pasted text: all of them, or none.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/Button";
import { Checkbox } from "@/components/Checkbox";
import { Dialog, DialogActions, DialogError } from "@/components/Dialog";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextArea } from "@/components/TextArea";
import { Visible } from "@/components/Visible";
import { importRules } from "@/ipc/bindings/commands";
import { troubleOf } from "@/ipc/errors";
import { rulesQuery } from "@/lib/queries";

interface ImportRulesProps {
  open: boolean;
  /** The number of stored rules. */
  kept: number;
  onClose: () => void;
}

export function ImportRules({ open, kept, onClose }: ImportRulesProps) {
  return (
    <Dialog
      open={open}
      title="Import rules"
      description={
        <>
          A file of rules, as <i>Export</i> writes it. When one of them has a mistake, none is taken.
        </>
      }
      testId="import-rules"
      onClose={onClose}
    >
      <Form kept={kept} onDone={onClose} />
    </Dialog>
  );
}

function Form({ kept, onDone }: { kept: number; onDone: () => void }) {
  const id = useId();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [replace, setReplace] = useState(false);
  const take = useMutation({
    mutationFn: () => importRules({ text, replace }),
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
    <Stack as="form" gap="3" onSubmit={submit}>
      <Stack row gap="2">
        <Text as="label" htmlFor={id} tone="dim">
          File
        </Text>
        <input
          id={id}
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) void file.text().then(put);
          }}
        />
      </Stack>
      <TextArea
        mono
        tall
        aria-label="Text of the file"
        placeholder='{ "version": 1, "rules": [ … ] }'
        value={text}
        testId="rules-text"
        onChange={put}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      {kept > 0 && (
        <Checkbox checked={replace} onChange={setReplace}>
          In place of the rules that are here, not behind them
        </Checkbox>
      )}
      {take.error !== null && (
        <div data-testid="import-problem">
          <DialogError>
            <Visible text={troubleOf(take.error).sentence} />
          </DialogError>
        </div>
      )}
      <DialogActions leave="Cancel">
        <Button
          type="submit"
          look="primary"
          icon="import"
          disabled={text.trim() === "" || take.isPending}
          data-testid="take-rules"
        >
          Import
        </Button>
      </DialogActions>
    </Stack>
  );
}
