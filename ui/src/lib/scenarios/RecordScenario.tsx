// Asks what a scenario is to be called that is recorded from events, and what becomes of them each time.
import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/Button";
import { Choice } from "@/components/Choice";
import { Visible } from "@/components/Visible";
import { counted } from "@/format/size";
import { visibleText } from "@/format/visible";
import { troubleOf } from "@/ipc/errors";
import type { BulkSelection, FreshDraft, SigningChoice } from "@/ipc/types";
import { useSecrets } from "@/lib/secrets/useSecrets";
import { choiceOf, writtenChoice } from "@/lib/sending/signing";
import ticks from "@/styles/tick.module.css";
import styles from "./dialogs.module.css";
import { useRecordScenario } from "./useScenarioList";

interface RecordScenarioProps {
  /** Null while nothing is to be recorded. */
  selection: BulkSelection | null;
  onRecorded: (name: string) => void;
  onClose: () => void;
}

export function RecordScenario({ selection, onRecorded, onClose }: RecordScenarioProps) {
  return (
    <Dialog.Root open={selection !== null} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.dialog} data-testid="record-scenario">
          <Dialog.Title className={styles.title}>Record a scenario</Dialog.Title>
          <Dialog.Description className={styles.text}>
            {selection === null
              ? ""
              : "ids" in selection
                ? `${counted(selection.ids.length, "event")}, in the order of arrival, as they came. Steps can be edited afterwards.`
                : "All events of this list, in the order of arrival, as they came. Steps can be edited afterwards."}
          </Dialog.Description>
          {selection !== null && <Form selection={selection} onRecorded={onRecorded} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Form({ selection, onRecorded }: { selection: BulkSelection; onRecorded: (name: string) => void }) {
  const id = useId();
  const [name, setName] = useState("");
  const [about, setAbout] = useState("");
  const [status, setStatus] = useState("2xx");
  const [pauses, setPauses] = useState(false);
  const [fresh, setFresh] = useState<FreshDraft>({ id: false, seq: false, timestamp: false });
  const [signing, setSigning] = useState<SigningChoice>({ how: "original" });
  const { data: secrets = [] } = useSecrets();
  const record = useRecordScenario();
  const trouble = record.error === null ? null : troubleOf(record.error);
  const go = (replace: boolean) => {
    if (name.trim() === "" || record.isPending) return;
    record.mutate(
      { name, about, selection, pauses, fresh, signing, status, replace },
      { onSuccess: ({ row }) => onRecorded(row.name) },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(false);
  };
  const tick = (text: string, on: boolean, onFlip: () => void) => (
    <label className={styles.tick}>
      <input type="checkbox" className={ticks.tick} checked={on} onChange={onFlip} />
      {text}
    </label>
  );
  const numbers = fresh.id || fresh.seq;
  return (
    <form onSubmit={submit} className={styles.form}>
      <label className={styles.field}>
        Name
        <input
          value={name}
          autoComplete="off"
          data-testid="record-name"
          onChange={(event) => {
            record.reset();
            setName(event.target.value);
          }}
        />
      </label>
      <label className={styles.field}>
        What it is for
        <input value={about} autoComplete="off" onChange={(event) => setAbout(event.target.value)} />
      </label>
      <label className={styles.field}>
        Expected status of each answer
        <input
          className={styles.short}
          value={status}
          placeholder="any"
          autoComplete="off"
          data-testid="record-status"
          onChange={(event) => setStatus(event.target.value)}
        />
      </label>
      <div className={styles.ticks}>
        {tick("With the pauses between them", pauses, () => setPauses(!pauses))}
        {tick("Fresh id and seq each time", numbers, () =>
          setFresh({ ...fresh, id: !numbers, seq: !numbers }),
        )}
        {tick("Fresh timestamp each time", fresh.timestamp, () =>
          setFresh({ ...fresh, timestamp: !fresh.timestamp }),
        )}
      </div>
      <label className={styles.field} htmlFor={`${id}-signing`}>
        Signature
        <Choice
          id={`${id}-signing`}
          value={writtenChoice(signing)}
          onChange={(chosen) => setSigning(choiceOf(chosen.target.value))}
        >
          <option value="original">Original</option>
          <option value="none">None</option>
          <option value="wrong">Wrong on purpose</option>
          {secrets.map((secret) => (
            <option key={secret.name} value={writtenChoice({ how: "with", secret: secret.name })}>
              With {visibleText(secret.name)}
            </option>
          ))}
        </Choice>
      </label>
      {trouble !== null && (
        <p className={styles.wrong} role="alert">
          <Visible text={trouble.sentence} />
        </p>
      )}
      <div className={styles.actions}>
        <Dialog.Close render={<Button />}>Cancel</Dialog.Close>
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
      </div>
    </form>
  );
}
