// The notice after a scenario was removed, with Undo.
import { Button } from "@/components/Button";
import { UntrustedText } from "@/components/UntrustedText";
import styles from "./Scenarios.module.css";
import type { Removal } from "./useRemoval";

export function RemovedScenario({ removal }: { removal: Removal }) {
  return (
    <div role="status">
      {removal.removed !== null && (
        <p className={styles.removed}>
          <span>
            “<UntrustedText text={removal.removed} />” was removed.
          </span>
          <Button size="small" onClick={removal.undo} disabled={removal.isRestoring}>
            Undo
          </Button>
          <Button size="small" look="bare" icon="cross" label="Close" onClick={removal.forget} />
        </p>
      )}
    </div>
  );
}
