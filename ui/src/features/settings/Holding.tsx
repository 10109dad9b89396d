// How long a held event waits for a decision, and the answer without one.
import { DialogError } from "@/components/Dialog";
import { Segments } from "@/components/Segments";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { troubleOf } from "@/ipc/errors";
import type { Automatic, HoldSettings, SettingsView } from "@/ipc/types";
import { useChangeSettings } from "@/lib/live/useChangeSettings";
import { SavedField } from "./SavedField";
import { millisOf, SECONDS_WANTED, secondsOf } from "./seconds";

const AUTOMATIC = [
  { value: "default", text: "Default answer" },
  { value: "allow", text: "Allow" },
  { value: "deny", text: "Deny" },
] as const;

export function Holding({ settings: { hold } }: { settings: SettingsView }) {
  const change = useChangeSettings();
  const changed = (name: "deadline_ms" | "margin_ms", text: string) => {
    const millis = millisOf(text);
    return millis === null ? null : { hold: { ...hold, [name]: millis } satisfies HoldSettings };
  };
  return (
    <>
      <SavedField
        label="Senders of held events wait, seconds"
        hint="As your sender is set: Authgear’s sync_hook_timeout_seconds, 5 s by default."
        value={secondsOf(hold.deadline_ms)}
        numeric
        wanted={SECONDS_WANTED}
        changeOf={(text) => changed("deadline_ms", text)}
      />
      <SavedField
        label="The automatic answer goes out before that, seconds"
        hint="Early enough to arrive before the sender gives up."
        value={secondsOf(hold.margin_ms)}
        numeric
        wanted={SECONDS_WANTED}
        changeOf={(text) => changed("margin_ms", text)}
      />
      <Stack gap="1">
        <Text strong>If nobody decides</Text>
        <Segments<Automatic>
          label="If nobody decides"
          value={hold.automatic}
          options={AUTOMATIC}
          onChange={(automatic) => change.mutate({ hold: { ...hold, automatic } })}
        />
        <Text as="p" tone="soft">
          The default answer allows Authgear’s blocking events. Other senders always get the default one.
        </Text>
        {change.error !== null && <DialogError>{troubleOf(change.error).sentence}</DialogError>}
      </Stack>
    </>
  );
}
