// Edits of a step's body: each sets a place to some JSON, or removes the place.
import { Button } from "@/components/Button";
import { Choice } from "@/components/Choice";
import { TextField } from "@/components/TextField";
import type { EditForm } from "@/ipc/types";
import styles from "./StepEditor.module.css";

interface EditsProps {
  edits: readonly EditForm[];
  isWrong: (pointer: string) => boolean;
  onChange: (edits: EditForm[]) => void;
}

export function Edits({ edits, isWrong, onChange }: EditsProps) {
  const put = (at: number, part: Partial<EditForm>) =>
    onChange(edits.map((edit, index) => (index === at ? { ...edit, ...part } : edit)));
  return (
    <fieldset className={styles.group}>
      <legend>Edits of the body</legend>
      {edits.map((edit, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an edit's place is its identity.
        <div key={at} className={styles.entry}>
          <Choice
            aria-label={`What edit ${at + 1} does`}
            value={edit.to === null ? "unset" : "set"}
            onChange={(event) => put(at, { to: event.target.value === "unset" ? null : (edit.to ?? "null") })}
          >
            <option value="set">set</option>
            <option value="unset">unset</option>
          </Choice>
          <TextField
            mono
            width="rest"
            aria-label={`Place of edit ${at + 1}`}
            value={edit.at}
            placeholder="/payload/user/id"
            invalid={isWrong(`/edits/${at}/`)}
            onChange={(place) => put(at, { at: place })}
          />
          <TextField
            mono
            width="rest"
            aria-label={`JSON of edit ${at + 1}`}
            value={edit.to ?? ""}
            disabled={edit.to === null}
            placeholder='"JSON"'
            invalid={isWrong(`/edits/${at}/`)}
            onChange={(to) => put(at, { to })}
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
        Add an edit
      </Button>
    </fieldset>
  );
}
