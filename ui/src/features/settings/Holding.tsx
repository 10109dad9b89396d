// The settings of held events: the sender timeout, the margin before it, and the automatic answer.
import type { Automatic, HoldSettings, SettingsView } from "@/ipc/types";
import { ChoiceField } from "./ChoiceField";
import { SavedField } from "./SavedField";
import { millisOf, SECONDS_ERROR, secondsOf } from "./seconds";

const AUTOMATIC = [
  { value: "default", text: "Default answer" },
  { value: "allow", text: "Allow" },
  { value: "deny", text: "Deny" },
] as const;

export function Holding({ settings: { hold } }: { settings: SettingsView }) {
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
      <ChoiceField<Automatic>
        label="Automatic answer"
        hint="Sent when you do not decide in time. The default answer allows Authgear’s blocking events. Other senders always get the default answer."
        value={hold.automatic}
        options={AUTOMATIC}
        changeOf={(automatic) => ({ hold: { ...hold, automatic } })}
      />
    </>
  );
}
