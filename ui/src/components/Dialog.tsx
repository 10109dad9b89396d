// A modal dialog. Base UI moves and restores the focus, and closes the dialog on Escape or a click
// outside.
import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { Button } from "./Button";
import styles from "./Dialog.module.css";
import { Text } from "./Text";

interface DialogProps {
  open: boolean;
  title: string;
  /** Keeps the title as the accessible name without showing it. */
  hideTitle?: boolean;
  description?: ReactNode;
  /**
   * `plain` has a header with a close button, `small` is for a short question, `bare` has no
   * padding.
   */
  look?: "form" | "plain" | "small" | "bare";
  testId?: string;
  onClose: () => void;
  /** Called when the dialog is closed and the focus is restored. */
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

/** An error in a dialog. Screen readers announce it when it appears. */
export function DialogError({ testId, children }: { testId?: string | undefined; children: ReactNode }) {
  return (
    <Text as="p" tone="bad" breakable role="alert" data-testid={testId}>
      {children}
    </Text>
  );
}

/** The buttons at the end of a dialog. The first one closes the dialog without an action. */
export function DialogActions({ leave, children }: { leave: string; children?: ReactNode }) {
  return (
    <div className={styles.actions}>
      <Base.Close render={<Button />}>{leave}</Base.Close>
      {children}
    </div>
  );
}
