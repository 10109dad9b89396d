// The settings, in a dialog. Colors apply at once; every other setting is saved on its own.
import { Dialog, DialogError } from "@/components/Dialog";
import { Segments } from "@/components/Segments";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TroubleNote } from "@/components/TroubleNote";
import { visibleText } from "@/format/visible";
import { troubleOf } from "@/ipc/errors";
import type { SettingsView, Theme } from "@/ipc/types";
import { useChangeSettings } from "@/lib/live/useChangeSettings";
import { useSettings } from "@/lib/live/useLive";
import { bytesOf, LIMIT_WANTED, mibOf } from "./body-limit";
import { Holding } from "./Holding";
import { KnownHosts } from "./KnownHosts";
import { isOpen } from "./loopback";
import { Retention } from "./Retention";
import { SavedField } from "./SavedField";
import { Secrets } from "./secrets/Secrets";

const THEMES = [
  { value: "system", text: "System" },
  { value: "light", text: "Light" },
  { value: "dark", text: "Dark" },
] as const;

const SOURCES: Record<SettingsView["data_dir_source"], string> = {
  default: "the usual place on this system",
  settings: "chosen here",
  environment: "chosen by HOOKGLASS_DATA_DIR",
  option: "chosen by --data-dir",
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
  if (error !== null) return <TroubleNote error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={8} label="Loading the settings" />;
  return (
    <Stack gap="4">
      <SavedField
        label="Address and port"
        hint="The receiver moves there at once."
        value={data.listen}
        warning={(listen) =>
          isOpen(listen)
            ? "Other computers will be able to send to it: this address is not this computer’s alone."
            : null
        }
        changeOf={(listen) => ({ listen: listen.trim() })}
      />
      <SavedField
        label="Largest body kept whole, MiB"
        hint="Longer ones are answered 413; their first 1 MiB is kept."
        value={mibOf(data.body_limit)}
        numeric
        wanted={LIMIT_WANTED}
        changeOf={(mib) => {
          const limit = bytesOf(mib);
          return limit === null ? null : { body_limit: limit };
        }}
      />
      <SavedField
        label="Data folder"
        hint={
          data.next_data_dir === null
            ? `Now: ${SOURCES[data.data_dir_source]}. Another folder is used from the next start on${
                data.data_dir_source === "environment" || data.data_dir_source === "option"
                  ? ", when none is chosen from outside any more"
                  : ""
              }.`
            : `From the next start on: ${data.next_data_dir}`
        }
        value={data.next_data_dir ?? data.data_dir}
        savedWord={(folder) =>
          `Saved: ${visibleText(folder.trim())} is used from the next start on, unless --data-dir or HOOKGLASS_DATA_DIR says otherwise.`
        }
        changeOf={(folder) => ({ data_dir: folder.trim() })}
      />
      <Holding settings={data} />
      <Retention settings={data} />
      <Stack gap="1">
        <Text strong>Colours</Text>
        <Segments<Theme>
          label="Colours"
          value={data.theme}
          options={THEMES}
          onChange={(theme) => change.mutate({ theme })}
        />
        {change.error !== null && <DialogError>{troubleOf(change.error).sentence}</DialogError>}
      </Stack>
      <KnownHosts hosts={data.known_hosts} />
      <Secrets noKeychain={data.no_keychain} />
    </Stack>
  );
}
