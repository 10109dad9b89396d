// The folder of the database.
import { visibleText } from "@/format/visible";
import { chooseFolder } from "@/ipc/bindings/commands";
import type { SettingsView } from "@/ipc/types";
import { SavedField } from "./SavedField";

const SOURCES: Record<SettingsView["data_dir_source"], string> = {
  default: "system default",
  settings: "set here",
  environment: "set by HOOKGLASS_DATA_DIR",
  option: "set by --data-dir",
};

function hintOf({ next_data_dir, data_dir_source }: SettingsView): string {
  const isOverridden = data_dir_source === "environment" || data_dir_source === "option";
  if (next_data_dir !== null)
    return `After a restart: ${visibleText(next_data_dir)}, unless --data-dir or HOOKGLASS_DATA_DIR overrides it.`;
  const without = isOverridden ? " without this override" : "";
  return `Current: ${SOURCES[data_dir_source]}. A change takes effect after a restart${without}.`;
}

export const DataFolder = ({ settings }: { settings: SettingsView }) => (
  <SavedField
    label="Data folder"
    hint={hintOf(settings)}
    value={settings.next_data_dir ?? settings.data_dir}
    browse={chooseFolder}
    changeOf={(folder) => ({ data_dir: folder.trim() })}
  />
);
