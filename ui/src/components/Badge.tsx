// A short outlined label. The default tone is quiet; the other tones show a state.
import type { ReactNode } from "react";
import styles from "./Badge.module.css";
import { Icon, type IconName } from "./Icon";

type Tone = "quiet" | "ok" | "bad" | "wait";

interface BadgeProps {
  tone?: Tone;
  icon?: IconName | undefined;
  title?: string | undefined;
  children: ReactNode;
}

export function Badge({ tone = "quiet", icon, title, children }: BadgeProps) {
  return (
    <span className={`${styles.badge} ${styles[tone]}`} title={title}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
