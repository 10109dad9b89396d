// One setting with its own Save button, its hint, its warning, and what was wrong with what was saved.
import { type FormEvent, useEffect, useId, useState } from "react";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { troubleOf } from "@/ipc/errors";
import type { SettingsChange } from "@/ipc/types";
import { useChangeSettings } from "@/lib/live/useChangeSettings";
import styles from "./Settings.module.css";

interface SavedFieldProps {
  label: string;
  hint: string;
  value: string;
  numeric?: boolean;
  /** Something to know before saving this. */
  warning?: (text: string) => string | null;
  /** Said while the text means no change, when it is not the saved one. */
  wanted?: string;
  /** What to know once it is saved. */
  savedWord?: (text: string) => string;
  /** The change a text means; null when it means none. */
  changeOf: (text: string) => SettingsChange | null;
}

export function SavedField(props: SavedFieldProps) {
  const { label, hint, value, numeric = false, warning, wanted, savedWord, changeOf } = props;
  const id = useId();
  const [text, setText] = useState(value);
  const change = useChangeSettings();
  useEffect(() => setText(value), [value]);
  const meant = changeOf(text);
  const refused = change.error === null ? undefined : troubleOf(change.error).sentence;
  const wrong = meant === null && text !== value ? wanted : refused;
  const careful = warning?.(text) ?? null;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (meant !== null) change.mutate(meant);
  };
  return (
    <form className={styles.group} onSubmit={save}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.line}>
        <input
          id={id}
          className={styles.input}
          value={text}
          inputMode={numeric ? "decimal" : "text"}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          aria-invalid={wrong !== undefined}
          onChange={(event) => {
            change.reset();
            setText(event.target.value);
          }}
        />
        <Button type="submit" disabled={text === value || meant === null || change.isPending}>
          Save
        </Button>
      </div>
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
      {careful !== null && (
        <p className={styles.careful} role="status">
          <Icon name="warn" />
          {careful}
        </p>
      )}
      {change.isSuccess && savedWord !== undefined && (
        <p className={styles.hint} role="status">
          {savedWord(text)}
        </p>
      )}
      {wrong !== undefined && (
        <p className={styles.wrong} role="alert">
          {wrong}
        </p>
      )}
    </form>
  );
}
