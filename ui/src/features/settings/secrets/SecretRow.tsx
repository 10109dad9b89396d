// One secret: its name, its scheme and where it is stored. Its value is visible only while the row
// has the focus. Removing it needs a second press, because it cannot be undone.
import { useMutation } from "@tanstack/react-query";
import { type FocusEvent, useState } from "react";
import { Button } from "@/components/Button";
import { DialogError } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { SCHEMES } from "@/format/senders";
import { visibleText } from "@/format/visible";
import { showSecret } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import type { SecretStorage, SecretView } from "@/ipc/types";
import { useRemoveSecret } from "@/lib/secrets/useSecrets";
import styles from "./Secrets.module.css";

const PLACES: Record<SecretStorage, string> = {
  keychain: "in the system keychain",
  database: "in the database",
  environment: "from HOOKGLASS_AUTHGEAR_SECRET",
};

export function SecretRow({ secret }: { secret: SecretView }) {
  const { id, place, problem } = secret;
  const name = visibleText(secret.name);
  const show = useMutation({ mutationFn: (id: number) => showSecret({ id }), gcTime: 0 });
  const remove = useRemoveSecret();
  const [confirming, setConfirming] = useState(false);
  const leave = (event: FocusEvent<HTMLElement>) => {
    if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
    show.reset();
    setConfirming(false);
  };
  const error = show.error ?? remove.error;
  const shown = show.data !== undefined;
  return (
    <li className={styles.secret} data-testid="secret-row" onBlur={leave}>
      <div className={styles.line}>
        <Stack as="span" inline tone="soft">
          <Icon name="key" size="text" />
        </Stack>
        <span className={styles.what}>
          <b>
            <UntrustedText text={secret.name} />
          </b>{" "}
          <Text tone="soft">
            {SCHEMES[secret.scheme].name} · {PLACES[place]}
          </Text>
        </span>
        {id !== null && !confirming && (
          <>
            <Button
              size="small"
              aria-expanded={shown}
              aria-label={`${shown ? "Hide" : "Show"} ${name}`}
              onClick={() => (shown ? show.reset() : show.mutate(id))}
            >
              {shown ? "Hide" : "Show"}
            </Button>
            <Button
              size="small"
              look="danger"
              aria-label={`Remove ${name}`}
              onClick={() => setConfirming(true)}
            >
              Remove
            </Button>
          </>
        )}
        {id !== null && confirming && (
          <>
            <Text tone="soft">This cannot be undone.</Text>
            <Button
              size="small"
              look="danger"
              // This button replaces the one that had the focus.
              ref={(button) => button?.focus()}
              disabled={remove.isPending}
              onClick={() => remove.mutate(id)}
            >
              Remove permanently
            </Button>
            <Button size="small" onClick={() => setConfirming(false)}>
              Keep
            </Button>
          </>
        )}
      </div>
      {shown && (
        <code className={styles.value}>
          <UntrustedText text={show.data} />
        </code>
      )}
      {problem !== null && (
        <Stack as="p" row gap="1h" tone="wait">
          <Icon name="warn" size="text" />
          <UntrustedText text={problem} />
        </Stack>
      )}
      {error !== null && <DialogError>{describeError(error).sentence}</DialogError>}
    </li>
  );
}
