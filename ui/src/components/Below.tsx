// Floats below a field, over the content that follows. The nearest positioned element around it
// must be as wide as the field.
import type { ReactNode } from "react";
import styles from "./Below.module.css";
import { Icon } from "./Icon";

export const Below = ({ children }: { children: ReactNode }) => (
  <div className={styles.below}>{children}</div>
);

/** The error in the field. The field names it with `aria-describedby`. */
export const FieldProblem = ({ id, children }: { id: string; children: ReactNode }) => (
  <p id={id} className={styles.problem} role="alert">
    <Icon name="warn" />
    {children}
  </p>
);
