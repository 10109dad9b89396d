// A dialog that records a scenario from events: its name, and what Hookglass changes in the events
// on each run.
import { useState } from "react";
import { Checkbox } from "@/components/Checkbox";
import { Dialog } from "@/components/Dialog";
import { DialogForm } from "@/components/DialogForm";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { counted } from "@/format/size";
import type { BulkSelection, GenerateOnSend, SigningChoice } from "@/ipc/types";
import { GeneratedFields } from "@/lib/sending/GeneratedFields";
import { NOTHING_GENERATED } from "@/lib/sending/generated";
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
  fresh: NOTHING_GENERATED,
  signing: { how: "original" },
};

function Form({ selection, onRecorded }: { selection: BulkSelection; onRecorded: (name: string) => void }) {
  const [recording, setRecording] = useState(INITIAL);
  const { name, about, status, pauses, fresh, signing } = recording;
  const change = (part: Partial<RecordOptions>) => setRecording({ ...recording, ...part });
  const record = useRecordScenario();
  const save = (replace: boolean) =>
    record.mutate({ ...recording, selection, replace }, { onSuccess: ({ row }) => onRecorded(row.name) });
  return (
    <DialogForm
      submit="Record"
      isComplete={name.trim() !== ""}
      attempt={record}
      onReplace={() => save(true)}
      onSubmit={() => save(false)}
      testId="record-go"
    >
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
        <GeneratedFields value={fresh} onChange={(next) => change({ fresh: next })} />
      </Stack>
      <SigningField value={signing} onChange={(next) => change({ signing: next })} />
    </DialogForm>
  );
}
