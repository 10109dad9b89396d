// The confirmed hosts outside this computer. Hookglass sends to them without asking.
import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/Button";
import { ErrorNote } from "@/components/ErrorNote";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { visibleText } from "@/format/visible";
import { forgetHost } from "@/ipc/bindings/commands";

export function KnownHosts({ hosts }: { hosts: readonly string[] }) {
  const forget = useMutation({ mutationFn: (host: string) => forgetHost({ host }) });
  if (hosts.length === 0) return null;
  return (
    <Stack gap="1">
      <Text strong id="known-hosts">
        Confirmed hosts
      </Text>
      <Stack as="ul" gap="1" aria-labelledby="known-hosts">
        {hosts.map((host) => (
          <Stack as="li" key={host} row justify="between" gap="2">
            <Text as="code" breakable>
              <UntrustedText text={host} />
            </Text>
            <Button
              size="small"
              aria-label={`Forget ${visibleText(host)}`}
              onClick={() => forget.mutate(host)}
            >
              Forget
            </Button>
          </Stack>
        ))}
      </Stack>
      <Text as="p" tone="soft">
        Hookglass sends to these hosts without asking. A forgotten host must be confirmed again.
      </Text>
      {forget.error !== null && <ErrorNote error={forget.error} />}
    </Stack>
  );
}
