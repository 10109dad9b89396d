// A list of hosts in the settings, each with a button.
import { useId } from "react";
import { Button } from "@/components/Button";
import { ErrorNote } from "@/components/ErrorNote";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { visibleText } from "@/format/visible";

export interface HostListProps {
  title: string;
  hosts: readonly string[];
  /** What being in the list means. */
  note: string;
  /** The label of the button that takes a host off the list. */
  action: string;
  onAction: (host: string) => void;
  error: unknown;
}

export function HostList({ title, hosts, note, action, onAction, error }: HostListProps) {
  const id = useId();
  if (hosts.length === 0) return null;
  return (
    <Stack gap="1">
      <Text strong id={id}>
        {title}
      </Text>
      <Stack as="ul" gap="1" aria-labelledby={id}>
        {hosts.map((host) => (
          <Stack as="li" key={host} row justify="between" gap="2">
            <Text as="code" breakable>
              <UntrustedText text={host} />
            </Text>
            <Button size="small" aria-label={`${action} ${visibleText(host)}`} onClick={() => onAction(host)}>
              {action}
            </Button>
          </Stack>
        ))}
      </Stack>
      <Text as="p" tone="soft">
        {note}
      </Text>
      {error !== null && <ErrorNote error={error} />}
    </Stack>
  );
}
