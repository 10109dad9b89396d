// A highlighted message: what happened, why, and what to do. Its icon and text carry the same
// meaning as its color.
import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import styles from "./Note.module.css";

interface NoteProps {
  tone?: "plain" | "ok" | "wait" | "bad";
  title?: string | undefined;
  children?: ReactNode;
  /** Buttons at the end. */
  actions?: ReactNode;
  /** Screen readers announce the message when it appears. */
  alert?: boolean;
}

const ICONS: Record<NonNullable<NoteProps["tone"]>, IconName> = {
  plain: "help",
  ok: "check",
  wait: "warn",
  bad: "warn",
};

export function Note({ tone = "plain", title, children, actions, alert = false }: NoteProps) {
  return (
    <div className={`${styles.note} ${styles[tone]}`} role={alert ? "alert" : undefined}>
      <Icon name={ICONS[tone]} />
      <div className={styles.words}>
        {title && <b>{title}</b>}
        {children && <p>{children}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
