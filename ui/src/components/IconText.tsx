// A short text after an icon. The icon aligns with the first line.
import type { HTMLAttributes, ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import styles from "./IconText.module.css";
import { TONES, type Tone } from "./tones";

interface IconTextProps extends Omit<HTMLAttributes<HTMLElement>, "className"> {
  as?: "p" | "span" | "div" | "li";
  icon: IconName;
  tone?: Tone | "normal" | undefined;
  /** Applies the tone only to the icon. */
  plainText?: boolean | undefined;
  children: ReactNode;
}

export function IconText({
  as: As = "p",
  icon,
  tone = "normal",
  plainText,
  style,
  children,
  ...rest
}: IconTextProps) {
  const own = tone === "normal" ? undefined : tone;
  return (
    <As {...rest} className={styles.line} style={own && !plainText ? { ...style, color: TONES[own] } : style}>
      <Icon name={icon} tone={plainText ? own : undefined} />
      <span>{children}</span>
    </As>
  );
}
