// An error across a pane or the window, below its head.
import type { ReactNode } from "react";
import styles from "./ErrorStrip.module.css";

interface ErrorStripProps {
  as?: "p" | "div";
  id?: string;
  testId?: string;
  children: ReactNode;
}

export const ErrorStrip = ({ as: As = "p", id, testId, children }: ErrorStripProps) => (
  <As id={id} className={styles.strip} role="alert" data-testid={testId}>
    {children}
  </As>
);
