// Imports a scenario from a file: enter its path, or drop it onto the window.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "@/components/Dialog";
import { DialogForm } from "@/components/DialogForm";
import { TextField } from "@/components/TextField";
import { importScenario } from "@/ipc/bindings/commands";
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
  return (
    <DialogForm
      submit="Import"
      isComplete={path.trim() !== ""}
      attempt={read}
      onReplace={() => read.mutate(true)}
      onSubmit={() => read.mutate(false)}
    >
      <TextField label="File" size="large" mono value={path} placeholder="~/sign-up.json" onChange={change} />
    </DialogForm>
  );
}
