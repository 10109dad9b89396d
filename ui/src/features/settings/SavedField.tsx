// A text setting. It is saved when the focus leaves the field, and on Enter. Hint, warning and error
// are below the field.
import { type FormEvent, useEffect, useId, useState } from "react";
import { Button } from "@/components/Button";
import { DialogError } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import type { SettingsChange } from "@/ipc/types";
import { useSaving } from "./Saved";

interface SavedFieldProps {
  label: string;
  hint: string;
  value: string;
  numeric?: boolean;
  /** A warning about a typed text, before it is saved. */
  warning?: (text: string) => string | null;
  /** The error for a text that is not a valid value. */
  formatError?: string;
  /** Asks for a value with a dialog of the system; null if it is dismissed. */
  browse?: () => Promise<string | null>;
  /** The change for a text; null when the text is not valid. */
  changeOf: (text: string) => SettingsChange | null;
}

export function SavedField(props: SavedFieldProps) {
  const { label, hint, value, numeric = false, warning, formatError, browse, changeOf } = props;
  const id = useId();
  const [text, setText] = useState(value);
  const saving = useSaving(label);
  useEffect(() => setText(value), [value]);
  const wrong = changeOf(text) === null && text !== value ? formatError : saving.error;
  const warningText = warning?.(text) ?? null;
  const save = (text: string) => {
    const change = changeOf(text);
    if (text !== value && change !== null) saving.save(change);
  };
  const choose = async () => {
    const chosen = await browse?.();
    if (chosen == null) return;
    setText(chosen);
    save(chosen);
  };
  return (
    <Stack
      as="form"
      gap="1"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save(text);
      }}
    >
      <Text as="label" strong htmlFor={id}>
        {label}
      </Text>
      <Stack row gap="2">
        <Stack fill>
          <TextField
            id={id}
            mono
            value={text}
            inputMode={numeric ? "decimal" : "text"}
            aria-describedby={wrong === undefined ? `${id}-hint` : `${id}-wrong ${id}-hint`}
            invalid={wrong !== undefined}
            onBlur={() => save(text)}
            onChange={(next) => {
              saving.reset();
              setText(next);
            }}
          />
        </Stack>
        {browse !== undefined && (
          <Button aria-label={`Browse for ${label.toLowerCase()}`} onClick={() => void choose()}>
            Browse…
          </Button>
        )}
      </Stack>
      {wrong !== undefined && (
        <div id={`${id}-wrong`}>
          <DialogError>{wrong}</DialogError>
        </div>
      )}
      <Text as="p" tone="soft" breakable id={`${id}-hint`}>
        {hint}
      </Text>
      {warningText !== null && (
        <Stack as="p" row gap="1h" tone="wait" role="status">
          <Icon name="warn" size="text" />
          {warningText}
        </Stack>
      )}
    </Stack>
  );
}
