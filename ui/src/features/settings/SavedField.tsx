// One setting with its own Save button, its hint, its warning, and what was wrong with what was saved.
import { type FormEvent, useEffect, useId, useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { troubleOf } from "../../ipc/errors";
import type { SettingsChange } from "../../ipc/types";
import styles from "./Settings.module.css";
import { useChangeSettings } from "./useChangeSettings";

interface SavedFieldProps {
  label: string;
  hint: string;
  value: string;
  numeric?: boolean;
  /** Something to know before saving this. */
  warning?: (text: string) => string | null;
  /** The change a text means; null when it means none. */
  changeOf: (text: string) => SettingsChange | null;
}

export function SavedField({ label, hint, value, numeric = false, warning, changeOf }: SavedFieldProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const change = useChangeSettings();
  useEffect(() => setText(value), [value]);
  const wanted = changeOf(text);
  const careful = warning?.(text) ?? null;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== null) change.mutate(wanted);
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
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" disabled={text === value || wanted === null || change.isPending}>
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
      {change.error !== null && (
        <p className={styles.wrong} role="alert">
          {troubleOf(change.error).sentence}
        </p>
      )}
    </form>
  );
}
