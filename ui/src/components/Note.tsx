// A sentence that wants to be noticed: what, why, what to do. Its tone is said by its glyph and words too.
import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import styles from "./Note.module.css";

interface NoteProps {
  tone?: "plain" | "ok" | "wait" | "bad";
  title?: string | undefined;
  children?: ReactNode;
  /** Buttons at its end. */
  actions?: ReactNode;
  /** Read out as soon as it appears. */
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
