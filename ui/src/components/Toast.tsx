// A short message that floats above the foot of the window, with what can be done about it.
import type { ReactNode } from "react";
import { Button } from "./Button";
import styles from "./Toast.module.css";

interface ToastProps {
  /** Null while there is nothing to say; the place stays, so that a screen reader hears what appears in it. */
  message: ReactNode | null;
  /** Buttons before the one that closes it. */
  actions?: ReactNode;
  testId: string;
  onClose: () => void;
}

export function Toast({ message, actions, testId, onClose }: ToastProps) {
  return (
    <div role="status" className={styles.place}>
      {message !== null && (
        <div className={styles.toast} data-testid={testId}>
          <span>{message}</span>
          {actions}
          <Button icon="cross" look="bare" label="Close" onClick={onClose} />
        </div>
      )}
    </div>
  );
}
