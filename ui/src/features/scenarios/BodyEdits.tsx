// The edits of a step's body: each sets the member at a JSON Pointer, or removes it.
import { Button } from "@/components/Button";
import { Select } from "@/components/Select";
import { TextField } from "@/components/TextField";
import type { EditForm } from "@/ipc/types";
import styles from "./StepEditor.module.css";

interface BodyEditsProps {
  edits: readonly EditForm[];
  isWrong: (pointer: string) => boolean;
  onChange: (edits: EditForm[]) => void;
}

export function BodyEdits({ edits, isWrong, onChange }: BodyEditsProps) {
  const update = (at: number, part: Partial<EditForm>) =>
    onChange(edits.map((edit, index) => (index === at ? { ...edit, ...part } : edit)));
  return (
    <fieldset className={styles.group}>
      <legend>Body edits</legend>
      {edits.map((edit, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an edit is identified by its position.
        <div key={at} className={styles.entry}>
          <Select
            aria-label={`Action of edit ${at + 1}`}
            value={edit.to === null ? "unset" : "set"}
            onChange={(event) =>
              update(at, { to: event.target.value === "unset" ? null : (edit.to ?? "null") })
            }
          >
            <option value="set">set</option>
            <option value="unset">unset</option>
          </Select>
          <TextField
            mono
            width="rest"
            aria-label={`Pointer of edit ${at + 1}`}
            value={edit.at}
            placeholder="/payload/user/id"
            invalid={isWrong(`/edits/${at}/`)}
            onChange={(pointer) => update(at, { at: pointer })}
          />
          <TextField
            mono
            width="rest"
            aria-label={`JSON of edit ${at + 1}`}
            value={edit.to ?? ""}
            disabled={edit.to === null}
            placeholder='"JSON"'
            invalid={isWrong(`/edits/${at}/`)}
            onChange={(to) => update(at, { to })}
          />
          <Button
            size="small"
            look="bare"
            icon="cross"
            label={`Remove edit ${at + 1}`}
            onClick={() => onChange(edits.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button size="small" icon="plus" onClick={() => onChange([...edits, { at: "", to: '""' }])}>
        Add edit
      </Button>
    </fieldset>
  );
}
