// The parts of a report: headings, short rows, and longer entries with lines between them.
import type { ReactNode } from "react";
import styles from "./Report.module.css";

export const ReportHeading = ({ children }: { children: ReactNode }) => (
  <h2 className={styles.heading}>{children}</h2>
);

interface ReportRowsProps {
  as?: "ul" | "dl" | "div";
  label?: string;
  children: ReactNode;
}

export const ReportRows = ({ as: As = "ul", label, children }: ReportRowsProps) => (
  <As className={styles.rows} aria-label={label}>
    {children}
  </As>
);

export const ReportEntries = ({ children }: { children: ReactNode }) => (
  <ol className={styles.entries}>{children}</ol>
);
