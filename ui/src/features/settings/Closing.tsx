// The setting for closing the window.
import type { OnClose, SettingsView } from "@/ipc/types";
import { ChoiceField } from "./ChoiceField";

const ON_CLOSE = [
  { value: "ask", text: "Ask" },
  { value: "keep_receiving", text: "Keep receiving" },
  { value: "quit", text: "Quit" },
] as const;

export const Closing = ({ settings }: { settings: SettingsView }) => (
  <ChoiceField<OnClose>
    label="When the window is closed"
    hint="While it keeps receiving, the icon in the tray shows the window again. So does starting Hookglass again. Without a tray, closing the window quits."
    value={settings.on_close}
    options={ON_CLOSE}
    changeOf={(on_close) => ({ on_close })}
  />
);
