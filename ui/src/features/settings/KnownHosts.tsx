// The hosts outside this computer that receive requests without a confirmation.
import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { visibleText } from "@/format/visible";
import { forgetHost } from "@/ipc/bindings/commands";

export function KnownHosts({ hosts }: { hosts: readonly string[] }) {
  const forget = useMutation({ mutationFn: (host: string) => forgetHost({ host }) });
  if (hosts.length === 0) return null;
  return (
    <Stack gap="1">
      <Text strong id="known-hosts">
        Hosts that requests may go to
      </Text>
      <Stack as="ul" gap="1" aria-labelledby="known-hosts">
        {hosts.map((host) => (
          <Stack as="li" key={host} row justify="between" gap="2">
            <Text as="code" breakable>
              <Visible text={host} />
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
        Each was confirmed once. One that is forgotten is asked about again.
      </Text>
      {forget.error !== null && <TroubleNote error={forget.error} />}
    </Stack>
  );
}
