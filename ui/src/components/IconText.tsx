// A short text behind an icon that stays beside its first line.
import type { HTMLAttributes, ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import styles from "./IconText.module.css";

interface IconTextProps extends Omit<HTMLAttributes<HTMLElement>, "className"> {
  as?: "p" | "span" | "div" | "li";
  icon: IconName;
  tone?: "normal" | "dim" | "soft" | "ok" | "wait" | "bad" | undefined;
  /** Only the icon has the tone, the text keeps its color. */
  plainText?: boolean | undefined;
  children: ReactNode;
}

export function IconText({
  as: As = "p",
  icon,
  tone = "normal",
  plainText,
  children,
  ...rest
}: IconTextProps) {
  const look = plainText ? styles.line : `${styles.line} ${styles[tone]}`;
  return (
    <As {...rest} className={look}>
      <Icon name={icon} className={plainText ? styles[tone] : undefined} />
      <span>{children}</span>
    </As>
  );
}
