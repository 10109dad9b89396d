// Imports a scenario from a file: enter its path, or drop it onto the window.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Dialog, DialogActions, DialogError } from "@/components/Dialog";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { UntrustedText } from "@/components/UntrustedText";
import { importScenario } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import { useDroppedFile } from "@/lib/sending/BodyFile";

interface ImportScenarioProps {
  open: boolean;
  onImported: (name: string) => void;
  onClose: () => void;
}

export function ImportScenario({ open, onImported, onClose }: ImportScenarioProps) {
  return (
    <Dialog
      open={open}
      title="Import scenario"
      description="Drop a file onto the window or enter its path. Nothing is sent."
      onClose={onClose}
    >
      <Form onImported={onImported} />
    </Dialog>
  );
}

function Form({ onImported }: { onImported: (name: string) => void }) {
  const [path, setPath] = useState("");
  const read = useMutation({
    mutationFn: (replace: boolean) => importScenario({ path, replace }),
    onSuccess: (row) => {
      onImported(row.name);
    },
  });
  const change = (next: string) => {
    read.reset();
    setPath(next);
  };
  useDroppedFile(change);
  const trouble = read.error === null ? null : describeError(read.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (path.trim() !== "" && !read.isPending) read.mutate(false);
  };
  return (
    <Stack as="form" gap="3" onSubmit={submit}>
      <TextField label="File" size="large" mono value={path} placeholder="~/sign-up.json" onChange={change} />
      {trouble !== null && (
        <DialogError>
          <UntrustedText text={trouble.sentence} />
        </DialogError>
      )}
      <DialogActions leave="Cancel">
        {trouble?.code === "taken" && (
          <Button look="danger" onClick={() => read.mutate(true)}>
            Replace
          </Button>
        )}
        <Button type="submit" look="primary" disabled={path.trim() === "" || read.isPending}>
          Import
        </Button>
      </DialogActions>
    </Stack>
  );
}
