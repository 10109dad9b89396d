// Imports rules from a file or pasted text. If one rule is invalid, none is imported.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Checkbox } from "@/components/Checkbox";
import { Dialog } from "@/components/Dialog";
import { DialogForm } from "@/components/DialogForm";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextArea } from "@/components/TextArea";
import { importRules } from "@/ipc/bindings/commands";
import { rulesQuery } from "@/lib/queries";

interface ImportRulesProps {
  open: boolean;
  /** The number of stored rules. */
  stored: number;
  onClose: () => void;
}

export function ImportRules({ open, stored, onClose }: ImportRulesProps) {
  return (
    <Dialog
      open={open}
      title="Import rules"
      description="Choose an exported rules file or paste its text. If one rule is invalid, none is imported."
      onClose={onClose}
    >
      <Form stored={stored} onDone={onClose} />
    </Dialog>
  );
}

function Form({ stored, onDone }: { stored: number; onDone: () => void }) {
  const id = useId();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [replace, setReplace] = useState(false);
  const runImport = useMutation({
    mutationFn: () => importRules({ text, replace }),
    onSuccess: (rows) => {
      client.setQueryData(rulesQuery().queryKey, rows);
      onDone();
    },
  });
  const change = (next: string) => {
    runImport.reset();
    setText(next);
  };
  return (
    <DialogForm
      submit="Import"
      icon="import"
      isComplete={text.trim() !== ""}
      attempt={runImport}
      onSubmit={() => runImport.mutate()}
      testId="take-rules"
      errorTestId="import-problem"
    >
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
            if (file !== undefined) void file.text().then(change);
          }}
        />
      </Stack>
      <TextArea
        mono
        tall
        aria-label="File contents"
        placeholder='{ "version": 1, "rules": [ … ] }'
        value={text}
        testId="rules-text"
        onChange={change}
      />
      {stored > 0 && (
        <Checkbox checked={replace} onChange={setReplace}>
          Replace existing rules
        </Checkbox>
      )}
    </DialogForm>
  );
}
