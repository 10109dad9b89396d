// An empty state: a title, an explanation, and actions.
import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

interface EmptyProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

export function EmptyState({ title, children, actions }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <b>{title}</b>
      {children && <p>{children}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
