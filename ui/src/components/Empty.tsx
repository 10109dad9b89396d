// A calm sentence where there is nothing to show.
import type { ReactNode } from "react";
import styles from "./Empty.module.css";

interface EmptyProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

export function Empty({ title, children, actions }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <b>{title}</b>
      {children && <p>{children}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
