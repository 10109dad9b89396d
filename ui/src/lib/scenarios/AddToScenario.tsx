// A dialog that appends the draft as a step to a saved scenario or to a new one.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Dialog, DialogActions, DialogError } from "@/components/Dialog";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { UntrustedText } from "@/components/UntrustedText";
import { addToScenario } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "" && !add.isPending) add.mutate();
  };
  return (
    <Stack as="form" gap="3" onSubmit={submit}>
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
      {add.error !== null && (
        <DialogError>
          <UntrustedText text={describeError(add.error).sentence} />
        </DialogError>
      )}
      <DialogActions leave="Cancel">
        <Button type="submit" look="primary" disabled={name.trim() === "" || add.isPending}>
          {isNew && name.trim() !== "" ? "Create scenario" : "Add"}
        </Button>
      </DialogActions>
    </Stack>
  );
}
