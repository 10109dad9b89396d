// The settings of the receiver: its address and the limit of bodies.
import type { SettingsView } from "@/ipc/types";
import { bytesOf, LIMIT_ERROR, mibOf } from "./body-limit";
import { addressOf, isExposed } from "./loopback";
import { SavedField } from "./SavedField";

export const Receiving = ({ settings }: { settings: SettingsView }) => (
  <>
    <SavedField
      label="Address and port"
      hint="Where Hookglass receives events. A change takes effect immediately."
      value={settings.listen}
      warning={(listen) =>
        isExposed(addressOf(listen)) ? "Other computers can reach this address and send events to it." : null
      }
      changeOf={(listen) => ({ listen: addressOf(listen) })}
    />
    <SavedField
      label="Body size limit (MiB)"
      hint="Larger bodies get 413, and only their first 1 MiB is stored."
      value={mibOf(settings.body_limit)}
      numeric
      formatError={LIMIT_ERROR}
      changeOf={(mib) => {
        const limit = bytesOf(mib);
        return limit === null ? null : { body_limit: limit };
      }}
    />
  </>
);
