// The Authgear key on the first run: a field while there is none, a calm word once there is one.
import { type FormEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Visible } from "@/components/Visible";
import { troubleOf } from "@/ipc/errors";
import type { SecretPlace } from "@/ipc/types";
import styles from "./AuthgearKey.module.css";
import { useAddSecret, useSecrets } from "./useSecrets";

const KEPT: Record<Exclude<SecretPlace, "environment">, string> = {
  keychain: "It is kept in the system’s keychain.",
  database: "It is kept in Hookglass’s database, which only you can read.",
};

export function AuthgearKey() {
  const [key, setKey] = useState("");
  const { data } = useSecrets();
  const add = useAddSecret();
  const own = data?.find((secret) => secret.scheme === "authgear");
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() === "") return;
    add.mutate({ name: "Authgear", scheme: "authgear", secret: key.trim() }, { onSuccess: () => setKey("") });
  };
  return (
    <form className={styles.key} onSubmit={save}>
      <div className={styles.keyLine}>
        <input
          className={styles.field}
          type="password"
          aria-label="Authgear webhook signing key"
          placeholder="Webhook signing key"
          value={key}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            add.reset();
            setKey(event.target.value);
          }}
        />
        <Button type="submit" disabled={key.trim() === "" || add.isPending}>
          Save key
        </Button>
      </div>
      <p className={styles.soft} role="status">
        {own === undefined ? (
          "No key is set: signatures are not checked."
        ) : (
          <>
            {own.place === "environment" ? (
              "A key is set: that of HOOKGLASS_AUTHGEAR_SECRET."
            ) : (
              <>
                The key “<Visible text={own.name} />” is set. {KEPT[own.place]}
              </>
            )}{" "}
            Settings has all of them.
          </>
        )}
      </p>
      {add.error !== null && (
        <p className={styles.wrong} role="alert">
          {troubleOf(add.error).sentence}
        </p>
      )}
    </form>
  );
}
