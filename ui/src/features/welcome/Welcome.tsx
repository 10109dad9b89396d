// The welcome page, shown while no events are stored: the address of the receiver, and ways to send
// a first event.
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import { Icon } from "@/components/Icon";
import { ScrollArea } from "@/components/ScrollArea";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import type { SettingsView } from "@/ipc/types";
import { AuthgearCard } from "./AuthgearCard";
import { FastgenCard } from "./FastgenCard";
import { Snippet } from "./Snippet";
import styles from "./Welcome.module.css";

interface WelcomeProps {
  url: string | null;
  settings: SettingsView | undefined;
  onSamples: (() => void) | null;
}

export function Welcome({ url, settings, onSamples }: WelcomeProps) {
  const address = url ?? `http://${settings?.listen ?? "127.0.0.1:4665"}`;
  const head = `curl ${address}/hello -H `;
  const type = "'Content-Type: application/json'";
  const body = `'{"hello": "world"}'`;
  return (
    <ScrollArea className={styles.welcome} label="Welcome" testId="empty">
      <div className={styles.column}>
        <h1>Send the first event</h1>
        <p className={styles.lead}>
          {url === null
            ? "Hookglass is not listening yet. Once it is, it stores and shows every HTTP request to this address."
            : "Hookglass listens on this computer. It stores and shows every HTTP request to this address, on any path."}
        </p>
        <div className={styles.address}>
          <span className={url === null ? styles.lampOff : styles.lamp} />
          <code>{address}</code>
          <CopyButton text={address} size="large">
            Copy address
          </CopyButton>
          <Button
            look="primary"
            size="large"
            icon="bolt"
            action="samples"
            disabled={onSamples === null}
            onClick={() => onSamples?.()}
          >
            Send sample events
          </Button>
        </div>
        <Stack gap="1">
          <Text as="p" tone="dim">
            Or use a terminal
          </Text>
          <Snippet text={`${head}${type} -d ${body}`} label="Copy the command" line>
            {head}
            <span className={styles.string}>{type}</span> -d <span className={styles.string}>{body}</span>
          </Snippet>
        </Stack>
        <div className={styles.columns}>
          <AuthgearCard address={address} />
          <FastgenCard address={address} />
        </div>
        <Stack as="p" row gap="2" padTop="4" tone="soft">
          <Icon name="shield" />
          Received events stay on this computer unless you resend or forward them.
        </Stack>
      </div>
    </ScrollArea>
  );
}
