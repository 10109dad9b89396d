// The inverse of a change of the settings. Pure.
import type { SettingsChange, SettingsView } from "@/ipc/types";

/** The change that restores what `change` replaces. */
export function inverseOf(change: SettingsChange, settings: SettingsView): SettingsChange {
  const before: Required<SettingsChange> = {
    ...settings,
    data_dir: settings.next_data_dir ?? settings.data_dir,
  };
  const names = Object.keys(change) as (keyof SettingsChange)[];
  return Object.fromEntries(names.map((name) => [name, before[name]]));
}
