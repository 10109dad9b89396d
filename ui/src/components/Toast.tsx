// A short message above the status bar, with actions.
import type { ReactNode } from "react";
import { Button } from "./Button";
import styles from "./Toast.module.css";

interface ToastProps {
  /**
   * Null for no message. The live region stays mounted, so that screen readers announce new
   * messages.
   */
  message: ReactNode | null;
  /** Buttons before the close button. */
  actions?: ReactNode;
  testId: string;
  onClose: () => void;
}

export function Toast({ message, actions, testId, onClose }: ToastProps) {
  return (
    <div role="status" aria-label="Notification" className={styles.place}>
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
