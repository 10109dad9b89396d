// Saves changes of the settings, and undoes the last one.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { describeError } from "@/ipc/errors";
import type { SettingsChange, SettingsView } from "@/ipc/types";
import { useChangeSettings } from "@/lib/live/useChangeSettings";
import { inverseOf } from "./changes";
import styles from "./Settings.module.css";

interface SavedChange {
  name: string;
  inverse: SettingsChange;
}

interface Saver {
  settings: SettingsView;
  onSaved: (saved: SavedChange) => void;
}

const SaverContext = createContext<Saver | null>(null);

/** Saves a setting by its name. The error stays with the field. */
export function useSaving(name: string) {
  const saver = useContext(SaverContext);
  const { mutate, reset, error } = useChangeSettings();
  return {
    error: error === null ? undefined : describeError(error).sentence,
    reset,
    save: (change: SettingsChange) => {
      const inverse = saver === null ? {} : inverseOf(change, saver.settings);
      mutate(change, { onSuccess: () => saver?.onSaved({ name, inverse }) });
    },
  };
}

/** Provides `useSaving`, and offers to undo the last saved change. */
export function Saving({ settings, children }: { settings: SettingsView; children: ReactNode }) {
  const [saved, setSaved] = useState<SavedChange | null>(null);
  const [restored, setRestored] = useState<string | null>(null);
  const undo = useChangeSettings();
  const saver = useMemo(() => ({ settings, onSaved: setSaved }), [settings]);
  const restore = ({ name, inverse }: SavedChange) =>
    undo.mutate(inverse, {
      onSuccess: () => {
        setSaved(null);
        setRestored(name);
      },
    });
  const text = saved !== null ? `Saved: ${saved.name}.` : restored !== null ? `Restored: ${restored}.` : "";
  return (
    <SaverContext value={saver}>
      {children}
      <div className={styles.saved}>
        <Stack row gap="2">
          <Text role="status" tone="dim">
            {text}
          </Text>
          {saved !== null && (
            <Button size="small" onClick={() => restore(saved)}>
              Undo
            </Button>
          )}
        </Stack>
        {undo.error !== null && (
          <Text as="p" tone="bad" role="alert">
            {describeError(undo.error).sentence}
          </Text>
        )}
      </div>
    </SaverContext>
  );
}
