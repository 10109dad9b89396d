// The signing secrets in the settings: which there are, where they are kept, and a place to add one.
import { Note } from "@/components/Note";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import type { SettingsView } from "@/ipc/types";
import { useSecrets } from "@/lib/secrets/useSecrets";
import { AddSecret } from "./AddSecret";
import { SecretRow } from "./SecretRow";
import styles from "./Secrets.module.css";

export function Secrets({ noKeychain }: { noKeychain: SettingsView["no_keychain"] }) {
  const { data, error, refetch } = useSecrets();
  return (
    <section className={styles.secrets} aria-labelledby="secrets-title">
      <h2 id="secrets-title">Signing secrets</h2>
      {error !== null ? (
        <TroubleNote error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton lines={2} label="Loading the secrets" />
      ) : data.length === 0 ? (
        <p className={styles.soft}>None yet: signatures are not checked.</p>
      ) : (
        <ul className={styles.list}>
          {data.map((secret) => (
            <SecretRow key={secret.id ?? "environment"} secret={secret} />
          ))}
        </ul>
      )}
      {noKeychain !== null && (
        <Note tone="wait" title="New secrets are kept in Hookglass’s database">
          <Visible text={noKeychain} />
        </Note>
      )}
      <AddSecret />
    </section>
  );
}
