// The form for a new secret. Saving clears its name and value.
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/Button";
import { DialogError } from "@/components/Dialog";
import { Select } from "@/components/Select";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { MAIN_SCHEME, SCHEMES } from "@/format/senders";
import { describeError } from "@/ipc/errors";
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
  const isComplete = secret.trim() !== "";
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
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
    <form className={styles.add} onSubmit={save} aria-label="Add secret">
      <FieldLabel htmlFor={`${id}-scheme`}>Scheme</FieldLabel>
      <FieldLabel htmlFor={`${id}-name`}>Name</FieldLabel>
      <FieldLabel htmlFor={`${id}-secret`}>Secret</FieldLabel>
      <span />
      <Select
        id={`${id}-scheme`}
        value={scheme}
        onChange={(event) => setScheme(event.target.value as Scheme)}
      >
        {ALL.map((one) => (
          <option key={one} value={one}>
            {SCHEMES[one].name}
          </option>
        ))}
      </Select>
      <TextField
        id={`${id}-name`}
        value={name}
        placeholder={SCHEMES[scheme].name}
        onChange={(next) => {
          add.reset();
          setName(next);
        }}
      />
      <TextField
        id={`${id}-secret`}
        type="password"
        value={secret}
        placeholder={SCHEMES[scheme].secret}
        onChange={(next) => {
          add.reset();
          setSecret(next);
        }}
      />
      <Button type="submit" disabled={!isComplete || add.isPending}>
        Add
      </Button>
      {add.error !== null && (
        <div className={styles.error}>
          <DialogError>{describeError(add.error).sentence}</DialogError>
        </div>
      )}
    </form>
  );
}

const FieldLabel = ({ htmlFor, children }: { htmlFor: string; children: string }) => (
  <Text as="label" tone="soft" size="small" htmlFor={htmlFor}>
    {children}
  </Text>
);
