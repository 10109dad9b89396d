// The settings of held events: the sender timeout, the margin before it, and the automatic answer.
import { DialogError } from "@/components/Dialog";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { describeError } from "@/ipc/errors";
import type { Automatic, HoldSettings, SettingsView } from "@/ipc/types";
import { useChangeSettings } from "@/lib/live/useChangeSettings";
import { SavedField } from "./SavedField";
import { millisOf, SECONDS_ERROR, secondsOf } from "./seconds";

const AUTOMATIC = [
  { value: "default", text: "Default answer" },
  { value: "allow", text: "Allow" },
  { value: "deny", text: "Deny" },
] as const;

export function Holding({ settings: { hold } }: { settings: SettingsView }) {
  const change = useChangeSettings();
  const changeOf = (name: "deadline_ms" | "margin_ms", text: string) => {
    const millis = millisOf(text);
    return millis === null ? null : { hold: { ...hold, [name]: millis } satisfies HoldSettings };
  };
  return (
    <>
      <SavedField
        label="Sender timeout (seconds)"
        hint="How long the sender waits. In Authgear: sync_hook_timeout_seconds, 5 s by default."
        value={secondsOf(hold.deadline_ms)}
        numeric
        formatError={SECONDS_ERROR}
        changeOf={(text) => changeOf("deadline_ms", text)}
      />
      <SavedField
        label="Answer this long before the timeout (seconds)"
        hint="Leaves time for the automatic answer to reach the sender."
        value={secondsOf(hold.margin_ms)}
        numeric
        formatError={SECONDS_ERROR}
        changeOf={(text) => changeOf("margin_ms", text)}
      />
      <Stack gap="1">
        <Text strong>Automatic answer</Text>
        <SegmentedControl<Automatic>
          label="Automatic answer"
          value={hold.automatic}
          options={AUTOMATIC}
          onChange={(automatic) => change.mutate({ hold: { ...hold, automatic } })}
        />
        <Text as="p" tone="soft">
          Sent when you do not decide in time. The default answer allows Authgear’s blocking events. Other
          senders always get the default answer.
        </Text>
        {change.error !== null && <DialogError>{describeError(change.error).sentence}</DialogError>}
      </Stack>
    </>
  );
}
