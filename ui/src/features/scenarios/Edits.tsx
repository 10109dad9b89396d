// Edits of a step's body: a place, and the JSON that is put there, or nothing when the place is taken away.
import { Button } from "@/components/Button";
import { Choice } from "@/components/Choice";
import type { EditForm } from "@/ipc/types";
import styles from "./StepEditor.module.css";

interface EditsProps {
  edits: readonly EditForm[];
  wrong: string | null;
  onChange: (edits: EditForm[]) => void;
}

export function Edits({ edits, wrong, onChange }: EditsProps) {
  const put = (at: number, part: Partial<EditForm>) =>
    onChange(edits.map((edit, index) => (index === at ? { ...edit, ...part } : edit)));
  return (
    <fieldset className={styles.group}>
      <legend>Edits of the body</legend>
      {edits.map((edit, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an edit is what stands at its place.
        <div key={at} className={styles.entry} data-wrong={wrong?.startsWith(`/edits/${at}/`) === true}>
          <Choice
            aria-label={`What edit ${at + 1} does`}
            value={edit.to === null ? "unset" : "set"}
            onChange={(event) => put(at, { to: event.target.value === "unset" ? null : (edit.to ?? "null") })}
          >
            <option value="set">set</option>
            <option value="unset">unset</option>
          </Choice>
          <input
            aria-label={`Place of edit ${at + 1}`}
            value={edit.at}
            placeholder="/payload/user/id"
            spellCheck={false}
            onChange={(event) => put(at, { at: event.target.value })}
          />
          <input
            aria-label={`JSON of edit ${at + 1}`}
            value={edit.to ?? ""}
            disabled={edit.to === null}
            placeholder='"JSON"'
            spellCheck={false}
            onChange={(event) => put(at, { to: event.target.value })}
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
