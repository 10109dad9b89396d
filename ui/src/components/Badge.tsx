// A short outlined label. The default tone is quiet; the other tones show a state.
import type { ReactNode } from "react";
import styles from "./Badge.module.css";
import { Icon, type IconName } from "./Icon";

/** `held` is filled, so that a waiting sender stands out. */
type Tone = "quiet" | "ok" | "bad" | "wait" | "held";

interface BadgeProps {
  tone?: Tone;
  icon?: IconName | undefined;
  title?: string | undefined;
  testId?: string;
  children: ReactNode;
}

export function Badge({ tone = "quiet", icon, title, testId, children }: BadgeProps) {
  return (
    <span className={`${styles.badge} ${styles[tone]}`} title={title} data-testid={testId}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
