// The hosts other than this computer whose requests are forwarded and held.
import { Button } from "@/components/Button";
import { ErrorNote } from "@/components/ErrorNote";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { visibleText } from "@/format/visible";
import { useChangeSettings } from "@/lib/live/useChangeSettings";

export function AllowedHosts({ hosts }: { hosts: readonly string[] }) {
  const change = useChangeSettings();
  if (hosts.length === 0) return null;
  const remove = (host: string) => change.mutate({ allowed_hosts: hosts.filter((other) => other !== host) });
  return (
    <Stack gap="1">
      <Text strong id="allowed-hosts">
        Allowed hosts
      </Text>
      <Stack as="ul" gap="1" aria-labelledby="allowed-hosts">
        {hosts.map((host) => (
          <Stack as="li" key={host} row justify="between" gap="2">
            <Text as="code" breakable>
              <UntrustedText text={host} />
            </Text>
            <Button size="small" aria-label={`Remove ${visibleText(host)}`} onClick={() => remove(host)}>
              Remove
            </Button>
          </Stack>
        ))}
      </Stack>
      <Text as="p" tone="soft">
        Requests for these hosts are forwarded and held like requests for this computer.
      </Text>
      {change.error !== null && <ErrorNote error={change.error} />}
    </Stack>
  );
}
