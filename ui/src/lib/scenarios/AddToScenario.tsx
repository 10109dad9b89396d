// A dialog that appends the draft as a step to a saved scenario or to a new one.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "@/components/Dialog";
import { DialogForm } from "@/components/DialogForm";
import { TextField } from "@/components/TextField";
import { addToScenario } from "@/ipc/bindings/commands";
import type { ScenarioRow, SendRequest } from "@/ipc/types";
import { useScenarios } from "./useScenarioList";

interface AddToScenarioProps {
  open: boolean;
  request: () => SendRequest;
  onAdded: (row: ScenarioRow) => void;
  onClose: () => void;
}

export function AddToScenario({ open, request, onAdded, onClose }: AddToScenarioProps) {
  return (
    <Dialog
      open={open}
      title="Add to a scenario"
      description="The current draft becomes the last step."
      onClose={onClose}
    >
      <Form request={request} onAdded={onAdded} />
    </Dialog>
  );
}

function Form({ request, onAdded }: Pick<AddToScenarioProps, "request" | "onAdded">) {
  const { data: saved = [] } = useScenarios();
  const [name, setName] = useState("");
  const add = useMutation({
    mutationFn: () => addToScenario({ name, request: request() }),
    onSuccess: (row) => {
      onAdded(row);
    },
  });
  const isNew = !saved.some((one) => one.name === name.trim());
  return (
    <DialogForm
      submit={isNew && name.trim() !== "" ? "Create scenario" : "Add"}
      isComplete={name.trim() !== ""}
      attempt={add}
      onSubmit={() => add.mutate()}
    >
      <TextField
        label="Scenario"
        size="large"
        list="scenario-names"
        value={name}
        onChange={(next) => {
          add.reset();
          setName(next);
        }}
      />
      <datalist id="scenario-names">
        {saved.map((one) => (
          <option key={one.name} value={one.name} />
        ))}
      </datalist>
    </DialogForm>
  );
}
