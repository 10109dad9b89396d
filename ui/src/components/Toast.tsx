// Short messages at the bottom of the screen, with actions. Messages of different sources are stacked.
import { createContext, type ReactNode, useContext, useState } from "react";
import { createPortal } from "react-dom";
import { Button } from "./Button";
import styles from "./Toast.module.css";

const RegionContext = createContext<HTMLElement | null>(null);

/**
 * The region of the window that shows the toasts of `children`. It stays mounted without messages,
 * so that screen readers announce new ones.
 */
export function ToastRegion({ children }: { children: ReactNode }) {
  const [region, setRegion] = useState<HTMLElement | null>(null);
  return (
    <RegionContext value={region}>
      {children}
      <div className={styles.edge}>
        <div ref={setRegion} role="status" aria-label="Notifications" className={styles.region} />
      </div>
    </RegionContext>
  );
}

interface ToastProps {
  /** Null for no message. */
  message: ReactNode | null;
  /** Buttons before the close button. */
  actions?: ReactNode;
  testId: string;
  onClose: () => void;
}

export function Toast({ message, actions, testId, onClose }: ToastProps) {
  const region = useContext(RegionContext);
  if (message === null || region === null) return null;
  return createPortal(
    <div className={styles.toast} data-testid={testId}>
      <span>{message}</span>
      {actions}
      <Button icon="cross" look="bare" label="Close" onClick={onClose} />
    </div>,
    region,
  );
}
