// The field for the Authgear webhook key on the first run, with a note on the key that is set.
import { type FormEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { UntrustedText } from "@/components/UntrustedText";
import { describeError } from "@/ipc/errors";
import type { SecretStorage, SecretView } from "@/ipc/types";
import { useAddSecret, useSecrets } from "./useSecrets";

const STORED_IN: Record<Exclude<SecretStorage, "environment">, string> = {
  keychain: "It is stored in the system keychain.",
  database: "It is stored in the Hookglass database, which only you can read.",
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
    <Stack as="form" gap="1" onSubmit={save}>
      <Stack row gap="2">
        <Stack fill>
          <TextField
            mono
            type="password"
            aria-label="Authgear webhook signing key"
            placeholder="Webhook signing key"
            value={key}
            onChange={(next) => {
              add.reset();
              setKey(next);
            }}
          />
        </Stack>
        <Button type="submit" disabled={key.trim() === "" || add.isPending}>
          Save key
        </Button>
      </Stack>
      <Text as="p" tone="soft" role="status">
        <CurrentKey secret={own} />
      </Text>
      {add.error !== null && (
        <Text as="p" tone="bad" role="alert">
          {describeError(add.error).sentence}
        </Text>
      )}
    </Stack>
  );
}

function CurrentKey({ secret }: { secret: SecretView | undefined }) {
  if (secret === undefined) return "No key is set, so Hookglass does not verify signatures.";
  return (
    <>
      {secret.place === "environment" ? (
        "The key comes from HOOKGLASS_AUTHGEAR_SECRET."
      ) : (
        <>
          The key “<UntrustedText text={secret.name} />” is set. {STORED_IN[secret.place]}
        </>
      )}{" "}
      Settings lists all signing secrets.
    </>
  );
}
