// The settings dialog. Each choice applies immediately; each text field has its own Save button.
import { Dialog, DialogError } from "@/components/Dialog";
import { ErrorNote } from "@/components/ErrorNote";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { visibleText } from "@/format/visible";
import { describeError } from "@/ipc/errors";
import type { SettingsView, Theme } from "@/ipc/types";
import { useChangeSettings } from "@/lib/live/useChangeSettings";
import { useSettings } from "@/lib/live/useLive";
import { AllowedHosts } from "./AllowedHosts";
import { bytesOf, LIMIT_ERROR, mibOf } from "./body-limit";
import { Closing } from "./Closing";
import { Holding } from "./Holding";
import { KnownHosts } from "./KnownHosts";
import { isExposed } from "./loopback";
import { Retention } from "./Retention";
import { SavedField } from "./SavedField";
import { Secrets } from "./secrets/Secrets";

const THEMES = [
  { value: "system", text: "System" },
  { value: "light", text: "Light" },
  { value: "dark", text: "Dark" },
] as const;

const SOURCES: Record<SettingsView["data_dir_source"], string> = {
  default: "system default",
  settings: "set here",
  environment: "set by HOOKGLASS_DATA_DIR",
  option: "set by --data-dir",
};

export function Settings({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} title="Settings" look="plain" testId="settings" onClose={onClose}>
      <Form />
    </Dialog>
  );
}

function Form() {
  const { data, error, refetch } = useSettings();
  const change = useChangeSettings();
  if (error !== null) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={8} label="Loading the settings" />;
  return (
    <Stack gap="4">
      <SavedField
        label="Address and port"
        hint="Where Hookglass receives events. A change takes effect immediately."
        value={data.listen}
        warning={(listen) =>
          isExposed(listen) ? "Other computers can reach this address and send events to it." : null
        }
        changeOf={(listen) => ({ listen: listen.trim() })}
      />
      <SavedField
        label="Body size limit (MiB)"
        hint="Larger bodies get 413, and only their first 1 MiB is stored."
        value={mibOf(data.body_limit)}
        numeric
        formatError={LIMIT_ERROR}
        changeOf={(mib) => {
          const limit = bytesOf(mib);
          return limit === null ? null : { body_limit: limit };
        }}
      />
      <SavedField
        label="Data folder"
        hint={
          data.next_data_dir === null
            ? `Current: ${SOURCES[data.data_dir_source]}. A change takes effect after a restart${
                data.data_dir_source === "environment" || data.data_dir_source === "option"
                  ? " without this override"
                  : ""
              }.`
            : `After a restart: ${data.next_data_dir}`
        }
        value={data.next_data_dir ?? data.data_dir}
        savedWord={(folder) =>
          `Saved: ${visibleText(folder.trim())} is used after a restart, unless --data-dir or HOOKGLASS_DATA_DIR overrides it.`
        }
        changeOf={(folder) => ({ data_dir: folder.trim() })}
      />
      <Holding settings={data} />
      <Retention settings={data} />
      <Stack gap="1">
        <Text strong>Theme</Text>
        <SegmentedControl<Theme>
          label="Theme"
          value={data.theme}
          options={THEMES}
          onChange={(theme) => change.mutate({ theme })}
        />
        {change.error !== null && <DialogError>{describeError(change.error).sentence}</DialogError>}
      </Stack>
      <Closing settings={data} />
      <AllowedHosts hosts={data.allowed_hosts} />
      <KnownHosts hosts={data.known_hosts} />
      <Secrets noKeychain={data.no_keychain} />
    </Stack>
  );
}
