// An input on the left, and its result on the right.
import type { ReactNode } from "react";
import styles from "./SplitView.module.css";

interface SplitViewProps {
  input: ReactNode;
  /** The accessible name of the result. */
  label: string;
  isBusy?: boolean;
  testId: string;
  children: ReactNode;
}

export function SplitView({ input, label, isBusy, testId, children }: SplitViewProps) {
  return (
    <div className={styles.split} data-testid={testId}>
      {input}
      <section className={styles.result} aria-label={label} aria-busy={isBusy}>
        {children}
      </section>
    </div>
  );
}
