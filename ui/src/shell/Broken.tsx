// The whole window when the database cannot be used: nothing else can work then.
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { troubleOf } from "@/ipc/errors";
import styles from "./Broken.module.css";

export function Broken({ error, retry }: { error: unknown; retry: () => void }) {
  const trouble = troubleOf(error);
  return (
    <main className={styles.broken} data-testid="broken">
      <div role="alert">
        <Icon name="warn" />
        <h1>{trouble.title}</h1>
        <p>{trouble.sentence}</p>
        <Button look="primary" size="large" onClick={retry}>
          Try again
        </Button>
      </div>
    </main>
  );
}
