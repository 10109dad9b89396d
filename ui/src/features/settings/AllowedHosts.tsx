// The hosts other than this computer whose requests are forwarded and held.
import { useChangeSettings } from "@/lib/live/useChangeSettings";
import { HostList } from "./HostList";

export function AllowedHosts({ hosts }: { hosts: readonly string[] }) {
  const change = useChangeSettings();
  return (
    <HostList
      title="Allowed hosts"
      hosts={hosts}
      note="Requests for these hosts are forwarded and held like requests for this computer."
      action="Remove"
      onAction={(host) => change.mutate({ allowed_hosts: hosts.filter((other) => other !== host) })}
      error={change.error}
    />
  );
}
