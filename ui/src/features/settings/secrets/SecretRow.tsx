// One secret: its name, its scheme and the place it is stored. It is visible only while its row has the focus. Removing it
// takes a second press, because it cannot be undone.
import { useMutation } from "@tanstack/react-query";
import { type FocusEvent, useState } from "react";
import { Button } from "@/components/Button";
import { DialogError } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { Visible } from "@/components/Visible";
import { SCHEMES } from "@/format/senders";
import { visibleText } from "@/format/visible";
import { showSecret } from "@/ipc/bindings/commands";
import { troubleOf } from "@/ipc/errors";
import type { SecretPlace, SecretView } from "@/ipc/types";
import { useRemoveSecret } from "@/lib/secrets/useSecrets";
import styles from "./Secrets.module.css";

const PLACES: Record<SecretPlace, string> = {
  keychain: "in the system’s keychain",
  database: "in the database",
  environment: "from HOOKGLASS_AUTHGEAR_SECRET",
};

export function SecretRow({ secret }: { secret: SecretView }) {
  const { id, place, problem } = secret;
  const name = visibleText(secret.name);
  const show = useMutation({ mutationFn: (id: number) => showSecret({ id }), gcTime: 0 });
  const remove = useRemoveSecret();
  const [asked, setAsked] = useState(false);
  const leave = (event: FocusEvent<HTMLElement>) => {
    if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
    show.reset();
    setAsked(false);
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
            <Visible text={secret.name} />
          </b>{" "}
          <Text tone="soft">
            {SCHEMES[secret.scheme].name} · {PLACES[place]}
          </Text>
        </span>
        {id !== null && !asked && (
          <>
            <Button
              size="small"
              aria-expanded={shown}
              aria-label={`${shown ? "Hide" : "Show"} ${name}`}
              onClick={() => (shown ? show.reset() : show.mutate(id))}
            >
              {shown ? "Hide" : "Show"}
            </Button>
            <Button size="small" look="danger" aria-label={`Remove ${name}`} onClick={() => setAsked(true)}>
              Remove
            </Button>
          </>
        )}
        {id !== null && asked && (
          <>
            <Text tone="soft">It cannot be brought back.</Text>
            <Button
              size="small"
              look="danger"
              // It replaces the button that had the focus.
              ref={(button) => button?.focus()}
              disabled={remove.isPending}
              onClick={() => remove.mutate(id)}
            >
              Remove for good
            </Button>
            <Button size="small" onClick={() => setAsked(false)}>
              Keep
            </Button>
          </>
        )}
      </div>
      {shown && (
        <code className={styles.value} data-testid="secret-value">
          <Visible text={show.data} />
        </code>
      )}
      {problem !== null && (
        <Stack as="p" row gap="1h" tone="wait">
          <Icon name="warn" size="text" />
          <Visible text={problem} />
        </Stack>
      )}
      {error !== null && <DialogError>{troubleOf(error).sentence}</DialogError>}
    </li>
  );
}
