// The fields for a new secret. What was typed is forgotten as soon as it is saved.
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { MAIN_SCHEME, SCHEMES } from "@/format/senders";
import { troubleOf } from "@/ipc/errors";
import type { Scheme } from "@/ipc/types";
import { useAddSecret } from "@/lib/secrets/useSecrets";
import styles from "./Secrets.module.css";

const ALL = Object.keys(SCHEMES) as Scheme[];

export function AddSecret() {
  const id = useId();
  const [name, setName] = useState("");
  const [scheme, setScheme] = useState(MAIN_SCHEME);
  const [secret, setSecret] = useState("");
  const add = useAddSecret();
  const whole = secret.trim() !== "";
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!whole) return;
    add.mutate(
      { name: name.trim() === "" ? SCHEMES[scheme].name : name.trim(), scheme, secret: secret.trim() },
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
          {ALL.map((one) => (
            <option key={one} value={one}>
              {SCHEMES[one].name}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </span>
      <input
        id={`${id}-name`}
        className={styles.field}
        value={name}
        placeholder={SCHEMES[scheme].name}
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
        placeholder={SCHEMES[scheme].secret}
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
