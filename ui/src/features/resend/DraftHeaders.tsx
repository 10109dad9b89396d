// The headers that go out, each to be edited, removed or added, and the names of those that are made anew.
import { Button } from "../../components/Button";
import { Visible } from "../../components/Visible";
import { visiblePieces, visibleText } from "../../format/visible";
import type { HeaderLine, Scheme } from "../../ipc/types";
import styles from "./DraftHeaders.module.css";
import { addedField, editedField, type HeaderField } from "./draft";
import { isSignature } from "./signed-headers";
import { useHeaderFocus } from "./useHeaderFocus";

interface DraftHeadersProps {
  fields: readonly HeaderField[];
  lines: readonly HeaderLine[];
  dropped: readonly string[];
  /** The scheme by which the signature as received will be replaced when this is sent; null when it stays. */
  signsAnew: Scheme | null;
  onChange: (fields: HeaderField[]) => void;
}

/** A field shows such text reordered or short of characters; it is shown once more, named. */
const hasHidden = (text: string) => visiblePieces(text).some((piece) => piece.code !== null);

export function DraftHeaders({ fields, lines, dropped, signsAnew, onChange }: DraftHeadersProps) {
  const edit = (field: HeaderField, change: { name?: string; value?: string }) =>
    onChange(fields.map((other) => (other === field ? editedField(field, change, lines) : other)));
  const stateOf = (field: HeaderField) => {
    if (field.original !== null) return isSignature(signsAnew, field.name) ? "signed on send" : "as received";
    return field.source === null ? "added" : "edited";
  };
  const focus = useHeaderFocus();
  return (
    <section ref={focus.ref} className={styles.headers} aria-label="Headers to send">
      <div className={styles.head}>
        <h2>Headers</h2>
        <span className={styles.soft}>{fields.length}</span>
        <Button
          look="bare"
          icon="plus"
          data-add=""
          onClick={() => {
            focus.toAdded();
            onChange([...fields, addedField(fields)]);
          }}
        >
          Add
        </Button>
      </div>
      <ul>
        {fields.map((field, at) => (
          <li key={field.key} className={styles.field}>
            <input
              className={styles.name}
              aria-label={`Name of header ${at + 1}`}
              placeholder="Name"
              value={field.name}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => edit(field, { name: event.target.value })}
            />
            <input
              className={styles.value}
              aria-label={`Value of header ${at + 1}`}
              placeholder="Value"
              value={field.value}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => edit(field, { value: event.target.value })}
            />
            {hasHidden(field.value) && (
              <span className={styles.hidden}>
                <Visible text={field.value} />
              </span>
            )}
            <span className={field.original === null ? styles.edited : styles.state}>{stateOf(field)}</span>
            <Button
              icon="cross"
              look="bare"
              size="small"
              label={`Remove header ${visibleText(field.name) || at + 1}`}
              data-remove=""
              onClick={() => {
                focus.toRemove(at);
                onChange(fields.filter((other) => other !== field));
              }}
            />
          </li>
        ))}
      </ul>
      {dropped.length > 0 && (
        <p className={styles.dropped}>
          Made anew or left out:{" "}
          <code>
            <Visible text={dropped.join(", ")} />
          </code>
        </p>
      )}
    </section>
  );
}
