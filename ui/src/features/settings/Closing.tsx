// The setting for closing the window.
import { DialogError } from "@/components/Dialog";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { describeError } from "@/ipc/errors";
import type { OnClose, SettingsView } from "@/ipc/types";
import { useChangeSettings } from "@/lib/live/useChangeSettings";

const ON_CLOSE = [
  { value: "ask", text: "Ask" },
  { value: "keep_receiving", text: "Keep receiving" },
  { value: "quit", text: "Quit" },
] as const;

export function Closing({ settings }: { settings: SettingsView }) {
  const change = useChangeSettings();
  return (
    <Stack gap="1">
      <Text strong>When the window is closed</Text>
      <SegmentedControl<OnClose>
        label="When the window is closed"
        value={settings.on_close}
        options={ON_CLOSE}
        onChange={(on_close) => change.mutate({ on_close })}
      />
      <Text as="p" tone="soft">
        While it keeps receiving, the icon in the tray shows the window again. So does starting Hookglass
        again. Without a tray, closing the window quits.
      </Text>
      {change.error !== null && <DialogError>{describeError(change.error).sentence}</DialogError>}
    </Stack>
  );
}
