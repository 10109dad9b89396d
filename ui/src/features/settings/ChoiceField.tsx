// A setting with a few values. A choice is saved immediately.
import type { ReactNode } from "react";
import { DialogError } from "@/components/Dialog";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import type { SettingsChange } from "@/ipc/types";
import { useSaving } from "./Saved";

interface ChoiceFieldProps<T extends string> {
  label: string;
  hint?: ReactNode;
  value: T;
  options: readonly { value: T; text: string }[];
  changeOf: (value: T) => SettingsChange;
}

export function ChoiceField<T extends string>(props: ChoiceFieldProps<T>) {
  const { label, hint, value, options, changeOf } = props;
  const { save, error } = useSaving(label);
  return (
    <Stack gap="1">
      <Text strong>{label}</Text>
      <SegmentedControl<T>
        label={label}
        value={value}
        options={options}
        onChange={(next) => next !== value && save(changeOf(next))}
      />
      {hint !== undefined && (
        <Text as="p" tone="soft">
          {hint}
        </Text>
      )}
      {error !== undefined && <DialogError>{error}</DialogError>}
    </Stack>
  );
}
