// Replaces the whole window when the database cannot be used, because nothing else works without
// it.

import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Prose } from "@/components/Prose";
import { describeError } from "@/ipc/errors";
import styles from "./FatalError.module.css";

export function FatalError({ error, retry }: { error: unknown; retry: () => void }) {
  const trouble = describeError(error);
  return (
    <main className={styles.screen}>
      <div role="alert">
        <Icon name="warn" />
        <h1>{trouble.title}</h1>
        <p>
          <Prose text={trouble.sentence} />
        </p>
        <Button look="primary" size="large" onClick={retry}>
          Try again
        </Button>
      </div>
    </main>
  );
}
