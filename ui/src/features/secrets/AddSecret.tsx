// The fields for a new secret. What was typed is forgotten as soon as it is saved.
import { type FormEvent, useId, useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { SCHEME_NAMES } from "../../format/event";
import { troubleOf } from "../../ipc/errors";
import type { Scheme } from "../../ipc/types";
import styles from "./Secrets.module.css";
import { useAddSecret } from "./useSecrets";

const SCHEMES = Object.keys(SCHEME_NAMES) as Scheme[];

/** What a secret of a scheme looks like, where that is known. */
const LOOKS: Record<Scheme, string> = {
  authgear: "Webhook signing key",
  standard_webhooks: "whsec_…",
  github: "Secret of the webhook",
  stripe: "whsec_…",
};

export function AddSecret() {
  const id = useId();
  const [name, setName] = useState("");
  const [scheme, setScheme] = useState<Scheme>("authgear");
  const [secret, setSecret] = useState("");
  const add = useAddSecret();
  const whole = secret.trim() !== "";
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!whole) return;
    add.mutate(
      { name: name.trim() === "" ? SCHEME_NAMES[scheme] : name.trim(), scheme, secret: secret.trim() },
      {
        onSuccess: () => {
          setName("");
          setSecret("");
        },
      },
    );
  };
  return (
    <form className={styles.add} onSubmit={save} aria-label="Add a secret">
      <label htmlFor={`${id}-scheme`}>Scheme</label>
      <label htmlFor={`${id}-name`}>Name</label>
      <label htmlFor={`${id}-secret`}>Secret</label>
      <span />
      <span className={styles.choice}>
        <select
          id={`${id}-scheme`}
          className={styles.field}
          value={scheme}
          onChange={(event) => setScheme(event.target.value as Scheme)}
        >
          {SCHEMES.map((one) => (
            <option key={one} value={one}>
              {SCHEME_NAMES[one]}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </span>
      <input
        id={`${id}-name`}
        className={styles.field}
        value={name}
        placeholder={SCHEME_NAMES[scheme]}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          add.reset();
          setName(event.target.value);
        }}
      />
      <input
        id={`${id}-secret`}
        className={styles.field}
        type="password"
        value={secret}
        placeholder={LOOKS[scheme]}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          add.reset();
          setSecret(event.target.value);
        }}
      />
      <Button type="submit" disabled={!whole || add.isPending}>
        Add
      </Button>
      {add.error !== null && (
        <p className={styles.wrong} role="alert">
          {troubleOf(add.error).sentence}
        </p>
      )}
    </form>
  );
}
