// The confirmed hosts outside this computer. Hookglass sends to them without asking.
import { useMutation } from "@tanstack/react-query";
import { forgetHost } from "@/ipc/bindings/commands";
import { HostList } from "./HostList";

export function KnownHosts({ hosts }: { hosts: readonly string[] }) {
  const forget = useMutation({ mutationFn: (host: string) => forgetHost({ host }) });
  return (
    <HostList
      title="Confirmed hosts"
      hosts={hosts}
      note="Hookglass sends to these hosts without asking. A forgotten host must be confirmed again."
      action="Forget"
      onAction={forget.mutate}
      error={forget.error}
    />
  );
}
