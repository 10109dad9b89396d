// A setting with its own Save button, hint, warning and error.
import { type FormEvent, useEffect, useId, useState } from "react";
import { Button } from "@/components/Button";
import { DialogError } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { describeError } from "@/ipc/errors";
import type { SettingsChange } from "@/ipc/types";
import { useChangeSettings } from "@/lib/live/useChangeSettings";

interface SavedFieldProps {
  label: string;
  hint: string;
  value: string;
  numeric?: boolean;
  /** A warning about a typed text, before it is saved. */
  warning?: (text: string) => string | null;
  /** The error for a text that is not a valid value. */
  formatError?: string;
  /** A hint after the text is saved. */
  savedWord?: (text: string) => string;
  /** The change for a text; null when the text is not valid. */
  changeOf: (text: string) => SettingsChange | null;
}

export function SavedField(props: SavedFieldProps) {
  const { label, hint, value, numeric = false, warning, formatError, savedWord, changeOf } = props;
  const id = useId();
  const [text, setText] = useState(value);
  const change = useChangeSettings();
  useEffect(() => setText(value), [value]);
  const parsed = changeOf(text);
  const refused = change.error === null ? undefined : describeError(change.error).sentence;
  const wrong = parsed === null && text !== value ? formatError : refused;
  const warningText = warning?.(text) ?? null;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (parsed !== null) change.mutate(parsed);
  };
  return (
    <Stack as="form" gap="1" onSubmit={save}>
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
            aria-describedby={`${id}-hint`}
            invalid={wrong !== undefined}
            onChange={(next) => {
              change.reset();
              setText(next);
            }}
          />
        </Stack>
        <Button type="submit" disabled={text === value || parsed === null || change.isPending}>
          Save
        </Button>
      </Stack>
      <Text as="p" tone="soft" breakable id={`${id}-hint`}>
        {hint}
      </Text>
      {warningText !== null && (
        <Stack as="p" row gap="1h" tone="wait" role="status">
          <Icon name="warn" size="text" />
          {warningText}
        </Stack>
      )}
      {change.isSuccess && savedWord !== undefined && (
        <Text as="p" tone="soft" breakable role="status">
          {savedWord(text)}
        </Text>
      )}
      {wrong !== undefined && <DialogError>{wrong}</DialogError>}
    </Stack>
  );
}
