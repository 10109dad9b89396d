// A label above a control without a built-in label, such as a select, an editor or a group of
// buttons.
import type { ReactNode } from "react";
import styles from "./Field.module.css";

/** The width of a field in a row: `rest` takes the remaining space, `short` fits a few words. */
export type FieldWidth = "rest" | "short";

interface FieldProps {
  label: ReactNode;
  /**
   * The id of the control. Without it, the label wraps the control. With `as="div"`, the label is
   * visual only.
   */
  htmlFor?: string | undefined;
  as?: "label" | "div";
  width?: FieldWidth | undefined;
  children: ReactNode;
}

export function Field({ label, htmlFor, as, width, children }: FieldProps) {
  const look = width === undefined ? styles.field : `${styles.field} ${styles[width]}`;
  if (htmlFor !== undefined)
    return (
      <div className={look}>
        <label className={styles.label} htmlFor={htmlFor}>
          {label}
        </label>
        {children}
      </div>
    );
  const Around = as ?? "label";
  return (
    <Around className={look}>
      <span className={styles.label}>{label}</span>
      {children}
    </Around>
  );
}
