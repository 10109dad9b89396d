// Records a scenario from events: its name, and what changes in the events each time they are sent.
import { type FormEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Checkbox } from "@/components/Checkbox";
import { Dialog, DialogActions, DialogError } from "@/components/Dialog";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { Visible } from "@/components/Visible";
import { counted } from "@/format/size";
import { troubleOf } from "@/ipc/errors";
import type { BulkSelection, FreshDraft, SigningChoice } from "@/ipc/types";
import { SigningField } from "./SigningField";
import { useRecordScenario } from "./useScenarioList";

interface RecordScenarioProps {
  /** Null while nothing is to be recorded. */
  selection: BulkSelection | null;
  onRecorded: (name: string) => void;
  onClose: () => void;
}

const whatOf = (selection: BulkSelection) =>
  "ids" in selection ? counted(selection.ids.length, "event") : "All events of this list";

export function RecordScenario({ selection, onRecorded, onClose }: RecordScenarioProps) {
  return (
    <Dialog
      open={selection !== null}
      title="Record a scenario"
      description={
        selection !== null &&
        `${whatOf(selection)}, in the order of arrival, as they came. Steps can be edited afterwards.`
      }
      testId="record-scenario"
      onClose={onClose}
    >
      {selection !== null && <Form selection={selection} onRecorded={onRecorded} />}
    </Dialog>
  );
}

interface Recording {
  name: string;
  about: string;
  status: string;
  pauses: boolean;
  fresh: FreshDraft;
  signing: SigningChoice;
}

const FIRST: Recording = {
  name: "",
  about: "",
  status: "2xx",
  pauses: false,
  fresh: { id: false, seq: false, timestamp: false },
  signing: { how: "original" },
};

function Form({ selection, onRecorded }: { selection: BulkSelection; onRecorded: (name: string) => void }) {
  const [recording, setRecording] = useState(FIRST);
  const { name, about, status, pauses, fresh, signing } = recording;
  const change = (part: Partial<Recording>) => setRecording({ ...recording, ...part });
  const record = useRecordScenario();
  const trouble = record.error === null ? null : troubleOf(record.error);
  const go = (replace: boolean) => {
    if (name.trim() === "" || record.isPending) return;
    record.mutate({ ...recording, selection, replace }, { onSuccess: ({ row }) => onRecorded(row.name) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(false);
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
        label="What it is for"
        size="large"
        value={about}
        onChange={(next) => change({ about: next })}
      />
      <TextField
        label="Expected status of each answer"
        size="large"
        width="number"
        value={status}
        placeholder="any"
        onChange={(next) => change({ status: next })}
      />
      <Stack row wrap gap="4" gapY="2">
        <Checkbox checked={pauses} onChange={(on) => change({ pauses: on })}>
          With the pauses between them
        </Checkbox>
        <Checkbox
          checked={fresh.id || fresh.seq}
          onChange={(on) => change({ fresh: { ...fresh, id: on, seq: on } })}
        >
          Fresh id and seq each time
        </Checkbox>
        <Checkbox
          checked={fresh.timestamp}
          onChange={(timestamp) => change({ fresh: { ...fresh, timestamp } })}
        >
          Fresh timestamp each time
        </Checkbox>
      </Stack>
      <SigningField value={signing} onChange={(next) => change({ signing: next })} />
      {trouble !== null && (
        <DialogError>
          <Visible text={trouble.sentence} />
        </DialogError>
      )}
      <DialogActions leave="Cancel">
        {trouble?.code === "taken" && (
          <Button look="danger" onClick={() => go(true)}>
            Replace it
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
