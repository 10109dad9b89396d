// The signing secrets in the settings, and the form to add one.
import { ErrorNote } from "@/components/ErrorNote";
import { Note } from "@/components/Note";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import type { SettingsView } from "@/ipc/types";
import { useSecrets } from "@/lib/secrets/useSecrets";
import { AddSecret } from "./AddSecret";
import { SecretRow } from "./SecretRow";
import styles from "./Secrets.module.css";

export function Secrets({ noKeychain }: { noKeychain: SettingsView["no_keychain"] }) {
  const { data, error, refetch } = useSecrets();
  return (
    <Stack gap="2">
      {error !== null ? (
        <ErrorNote error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton lines={2} label="Loading the secrets" />
      ) : data.length === 0 ? (
        <Text as="p" tone="soft">
          No secrets yet. Add one to check signatures.
        </Text>
      ) : (
        <ul className={styles.list}>
          {data.map((secret) => (
            <SecretRow key={secret.id ?? "environment"} secret={secret} />
          ))}
        </ul>
      )}
      {noKeychain !== null && (
        <Note tone="wait" title="New secrets are stored in the Hookglass database">
          <UntrustedText text={noKeychain} />
        </Note>
      )}
      <AddSecret />
    </Stack>
  );
}
