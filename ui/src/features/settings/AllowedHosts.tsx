// The hosts other than this computer whose requests are forwarded and held.
import { useMutation } from "@tanstack/react-query";
import { disallowHost } from "@/ipc/bindings/commands";
import { HostList } from "./HostList";

export function AllowedHosts({ hosts }: { hosts: readonly string[] }) {
  const remove = useMutation({ mutationFn: (host: string) => disallowHost({ host }) });
  return (
    <HostList
      title="Allowed hosts"
      hosts={hosts}
      note="Requests for these hosts are forwarded and held like requests for this computer."
      action="Remove"
      onAction={remove.mutate}
      error={remove.error}
    />
  );
}
