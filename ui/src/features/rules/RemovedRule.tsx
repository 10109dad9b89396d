// Says that a rule was removed, and brings it back.
import { Button } from "@/components/Button";
import { Spacer } from "@/components/Stack";
import { Text } from "@/components/Text";
import { Visible } from "@/components/Visible";
import type { Book } from "./book";
import styles from "./RuleBook.module.css";

export function RemovedRule({ book }: { book: Book }) {
  if (book.removed === null) return null;
  return (
    <div role="status" className={styles.removed}>
      <Text truncate>
        Removed: <Visible text={book.removed.name} />
      </Text>
      <Spacer />
      <Button look="primary" size="small" data-testid="undo-removal" onClick={book.undoRemoval}>
        Undo
      </Button>
      <Button icon="cross" look="bare" size="small" label="Close" onClick={book.forgetRemoval} />
    </div>
  );
}
