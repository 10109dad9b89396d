// A dialog that records a scenario from events: its name, and what Hookglass changes in the events
// on each run.
import { type FormEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Checkbox } from "@/components/Checkbox";
import { Dialog, DialogActions, DialogError } from "@/components/Dialog";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { UntrustedText } from "@/components/UntrustedText";
import { counted } from "@/format/size";
import { describeError } from "@/ipc/errors";
import type { BulkSelection, GenerateOnSend, SigningChoice } from "@/ipc/types";
import { SigningField } from "./SigningField";
import { useRecordScenario } from "./useScenarioList";

interface RecordScenarioProps {
  /** The events to record; null while the dialog is closed. */
  selection: BulkSelection | null;
  onRecorded: (name: string) => void;
  onClose: () => void;
}

const selectionLabel = (selection: BulkSelection) =>
  "ids" in selection ? counted(selection.ids.length, "event") : "All events in this list";

export function RecordScenario({ selection, onRecorded, onClose }: RecordScenarioProps) {
  return (
    <Dialog
      open={selection !== null}
      title="Record a scenario"
      description={
        selection !== null &&
        `${selectionLabel(selection)}, unchanged and in order of arrival. You can edit the steps later.`
      }
      onClose={onClose}
    >
      {selection !== null && <Form selection={selection} onRecorded={onRecorded} />}
    </Dialog>
  );
}

interface RecordOptions {
  name: string;
  about: string;
  status: string;
  pauses: boolean;
  fresh: GenerateOnSend;
  signing: SigningChoice;
}

const INITIAL: RecordOptions = {
  name: "",
  about: "",
  status: "2xx",
  pauses: false,
  fresh: { id: false, seq: false, timestamp: false },
  signing: { how: "original" },
};

function Form({ selection, onRecorded }: { selection: BulkSelection; onRecorded: (name: string) => void }) {
  const [recording, setRecording] = useState(INITIAL);
  const { name, about, status, pauses, fresh, signing } = recording;
  const change = (part: Partial<RecordOptions>) => setRecording({ ...recording, ...part });
  const record = useRecordScenario();
  const trouble = record.error === null ? null : describeError(record.error);
  const save = (replace: boolean) => {
    if (name.trim() === "" || record.isPending) return;
    record.mutate({ ...recording, selection, replace }, { onSuccess: ({ row }) => onRecorded(row.name) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(false);
  };
  return (
    <Stack as="form" gap="3" onSubmit={submit}>
      <TextField
        label="Name"
        size="large"
        value={name}
        testId="record-name"
        onChange={(next) => {
          record.reset();
          change({ name: next });
        }}
      />
      <TextField
        label="Description"
        size="large"
        value={about}
        onChange={(next) => change({ about: next })}
      />
      <TextField
        label="Expected status"
        size="large"
        width="number"
        value={status}
        placeholder="any"
        onChange={(next) => change({ status: next })}
      />
      <Stack row wrap gap="4" gapY="2">
        <Checkbox checked={pauses} onChange={(on) => change({ pauses: on })}>
          Keep the pauses between events
        </Checkbox>
        <Checkbox
          checked={fresh.id || fresh.seq}
          onChange={(on) => change({ fresh: { ...fresh, id: on, seq: on } })}
        >
          New id and seq
        </Checkbox>
        <Checkbox
          checked={fresh.timestamp}
          onChange={(timestamp) => change({ fresh: { ...fresh, timestamp } })}
        >
          New timestamp
        </Checkbox>
      </Stack>
      <SigningField value={signing} onChange={(next) => change({ signing: next })} />
      {trouble !== null && (
        <DialogError>
          <UntrustedText text={trouble.sentence} />
        </DialogError>
      )}
      <DialogActions leave="Cancel">
        {trouble?.code === "taken" && (
          <Button look="danger" onClick={() => save(true)}>
            Replace
          </Button>
        )}
        <Button
          type="submit"
          look="primary"
          disabled={name.trim() === "" || record.isPending}
          data-testid="record-go"
        >
          Record
        </Button>
      </DialogActions>
    </Stack>
  );
}
