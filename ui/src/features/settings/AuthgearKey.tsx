// The Authgear key: whether there is one, and a field to set, replace or remove it. The key is never shown.
import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { troubleOf } from "../../ipc/errors";
import type { SecretState } from "../../ipc/types";
import styles from "./Settings.module.css";
import { useChangeSettings } from "./useChangeSettings";

const STATES: Record<SecretState, string> = {
  none: "No key is set: signatures are not checked.",
  database: "A key is set.",
  environment: "The key comes from HOOKSCOPE_AUTHGEAR_SECRET, which goes before a key that is kept here.",
};

export function AuthgearKey({ state }: { state: SecretState }) {
  const [key, setKey] = useState("");
  const change = useChangeSettings();
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() === "") return;
    change.mutate({ authgear_secret: key.trim() }, { onSuccess: () => setKey("") });
  };
  return (
    <form className={styles.key} onSubmit={save}>
      <div className={styles.line}>
        <span className={styles.withIcon}>
          <Icon name="key" />
          <input
            type="password"
            aria-label="Authgear webhook signing key"
            placeholder={state === "none" ? "Webhook signing key" : "Another key, to replace it"}
            value={key}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setKey(event.target.value)}
          />
        </span>
        <Button type="submit" disabled={key.trim() === "" || change.isPending}>
          {state === "database" ? "Replace" : "Save key"}
        </Button>
        {state === "database" && (
          <Button
            look="danger"
            disabled={change.isPending}
            onClick={() => change.mutate({ authgear_secret: "" })}
          >
            Remove
          </Button>
        )}
      </div>
      <p className={styles.hint} role="status">
        {STATES[state]} Kept in Hookscope’s database, which only you can read.
      </p>
      {change.error !== null && (
        <p className={styles.wrong} role="alert">
          {troubleOf(change.error).sentence}
        </p>
      )}
    </form>
  );
}
