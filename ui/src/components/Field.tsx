// A label above a control, for controls that have no label of their own: a choice, an editor, a group of buttons.
import type { ReactNode } from "react";
import styles from "./Field.module.css";

/** How a field shares a row with others: `rest` takes the room that is left, `short` suits a few words. */
export type FieldWidth = "rest" | "short";

interface FieldProps {
  label: ReactNode;
  /** The control's id. Without it, the label wraps the control, or names it only to the eye where `as` is `div`. */
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
