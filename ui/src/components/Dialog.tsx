// A dialog over the window. Base UI moves the focus in and back, and closes it by Escape or a press outside.
import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { Button } from "./Button";
import styles from "./Dialog.module.css";
import { Text } from "./Text";

interface DialogProps {
  open: boolean;
  title: string;
  /** Names the dialog without showing its title. */
  hideTitle?: boolean;
  description?: ReactNode;
  /** `plain` has a header with a close button, `small` asks a short question, `bare` has no padding of its own. */
  look?: "form" | "plain" | "small" | "bare";
  testId: string;
  onClose: () => void;
  /** The dialog is gone and the focus is back. */
  onClosed?: () => void;
  children?: ReactNode;
}

export function Dialog({
  open,
  title,
  hideTitle,
  description,
  look = "form",
  testId,
  onClose,
  onClosed,
  children,
}: DialogProps) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => !next && onClose()}
      onOpenChangeComplete={(shown) => !shown && onClosed?.()}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={`${styles.dialog} ${styles[look]}`} data-testid={testId}>
          {look === "plain" ? (
            <div className={styles.head}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              <Base.Close render={<Button icon="cross" look="bare" label="Close" />} />
            </div>
          ) : (
            <Base.Title className={hideTitle ? "sr" : styles.title}>{title}</Base.Title>
          )}
          {description !== undefined && (
            <Base.Description className={styles.description}>{description}</Base.Description>
          )}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** What went wrong in a dialog, read out when it appears. */
export function DialogError({ children }: { children: ReactNode }) {
  return (
    <Text as="p" tone="bad" breakable role="alert">
      {children}
    </Text>
  );
}

/** The buttons at the end of a dialog; the one that leaves it comes first. */
export function DialogActions({ leave, children }: { leave: string; children?: ReactNode }) {
  return (
    <div className={styles.actions}>
      <Base.Close render={<Button />}>{leave}</Base.Close>
      {children}
    </div>
  );
}
