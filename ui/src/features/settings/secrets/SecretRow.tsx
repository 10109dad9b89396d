// One secret: what it is called, how it signs, where it is kept. It is shown while one looks at it, and removed only
// after a second press, since it cannot be brought back.
import { useMutation } from "@tanstack/react-query";
import { type FocusEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { SCHEMES } from "@/format/senders";
import { visibleText } from "@/format/visible";
import { showSecret } from "@/ipc/commands";
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
  const show = useMutation({ mutationFn: showSecret, gcTime: 0 });
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
        <Icon name="key" />
        <span className={styles.what}>
          <b>
            <Visible text={secret.name} />
          </b>{" "}
          <span className={styles.soft}>
            {SCHEMES[secret.scheme].name} · {PLACES[place]}
          </span>
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
            <span className={styles.soft}>It cannot be brought back.</span>
            <Button
              size="small"
              look="danger"
              // The button that was pressed is gone: the focus goes to its question.
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
        <p className={styles.careful}>
          <Icon name="warn" />
          <Visible text={problem} />
        </p>
      )}
      {error !== null && (
        <p className={styles.wrong} role="alert">
          {troubleOf(error).sentence}
        </p>
      )}
    </li>
  );
}
