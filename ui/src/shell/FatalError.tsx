// Replaces the whole window when the database cannot be used, because nothing else works without
// it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Prose } from "@/components/Prose";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { chooseFolder, moveDatabaseAside, reopenDatabase } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import styles from "./FatalError.module.css";

/** Opens the database in a folder that the user chooses. Does nothing if the dialog is dismissed. */
async function openOtherFolder(): Promise<void> {
  const folder = await chooseFolder();
  if (folder !== null) await reopenDatabase({ folder });
}

export function FatalError({ error }: { error: unknown }) {
  const client = useQueryClient();
  const recovery = useMutation({
    mutationFn: (recover: () => Promise<unknown>) => recover(),
    onSuccess: () => client.resetQueries(),
  });
  const isDatabase = describeError(error).code === "database";
  const trouble = describeError(recovery.error ?? error);
  const attempt = (recover: () => Promise<unknown>) => () => recovery.mutate(recover);
  return (
    <main className={styles.screen}>
      <div role="alert">
        <Icon name="warn" />
        <h1>{trouble.title}</h1>
        <p>
          <Prose text={trouble.sentence} />
        </p>
        <Stack row gap="2">
          <Button
            look="primary"
            size="large"
            disabled={recovery.isPending}
            onClick={attempt(() => reopenDatabase({ folder: null }))}
          >
            Try again
          </Button>
          {isDatabase && (
            <>
              <Button size="large" disabled={recovery.isPending} onClick={attempt(openOtherFolder)}>
                Choose folder…
              </Button>
              <Button size="large" disabled={recovery.isPending} onClick={attempt(moveDatabaseAside)}>
                Move aside
              </Button>
            </>
          )}
        </Stack>
        {isDatabase && (
          <Text as="p" tone="soft">
            <b>Choose folder</b> uses the database of another folder from now on. <b>Move aside</b> moves this
            database into a new folder beside it, and starts with an empty one. Nothing is deleted.
          </Text>
        )}
      </div>
    </main>
  );
}
