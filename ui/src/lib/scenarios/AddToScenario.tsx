// Makes a draft the last step of a scenario, one that is kept or a new one.
import { Dialog } from "@base-ui/react/dialog";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Visible } from "@/components/Visible";
import { addToScenario } from "@/ipc/commands";
import { troubleOf } from "@/ipc/errors";
import type { ScenarioRow, SendRequest } from "@/ipc/types";
import { tagged } from "@/lib/queries";
import styles from "./dialogs.module.css";
import { useScenarios } from "./useScenarioList";

interface AddToScenarioProps {
  open: boolean;
  request: () => SendRequest;
  onAdded: (row: ScenarioRow) => void;
  onClose: () => void;
}

export function AddToScenario({ open, request, onAdded, onClose }: AddToScenarioProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.dialog} data-testid="add-to-scenario">
          <Dialog.Title className={styles.title}>Add to a scenario</Dialog.Title>
          <Dialog.Description className={styles.text}>
            The draft as it is now becomes its last step.
          </Dialog.Description>
          <Form request={request} onAdded={onAdded} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Form({ request, onAdded }: Pick<AddToScenarioProps, "request" | "onAdded">) {
  const client = useQueryClient();
  const { data: known = [] } = useScenarios();
  const [name, setName] = useState("");
  const add = useMutation({
    mutationFn: () => addToScenario(name, request()),
    onSuccess: (row) => {
      void client.invalidateQueries(tagged("Scenarios"));
      onAdded(row);
    },
  });
  const isNew = !known.some((one) => one.name === name.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "" && !add.isPending) add.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <label className={styles.field}>
        Scenario
        <input
          list="scenario-names"
          value={name}
          autoComplete="off"
          data-testid="add-name"
          onChange={(event) => {
            add.reset();
            setName(event.target.value);
          }}
        />
      </label>
      <datalist id="scenario-names">
        {known.map((one) => (
          <option key={one.name} value={one.name} />
        ))}
      </datalist>
      {add.error !== null && (
        <p className={styles.wrong} role="alert">
          <Visible text={troubleOf(add.error).sentence} />
        </p>
      )}
      <div className={styles.actions}>
        <Dialog.Close render={<Button />}>Cancel</Dialog.Close>
        <Button
          type="submit"
          look="primary"
          disabled={name.trim() === "" || add.isPending}
          data-testid="add-go"
        >
          {isNew && name.trim() !== "" ? "Begin it with this" : "Add"}
        </Button>
      </div>
    </form>
  );
}
