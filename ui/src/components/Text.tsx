// Text with a tone and a size, so that features need no CSS rules for them.
import type { ElementType, HTMLAttributes, ReactNode, Ref } from "react";
import styles from "./Text.module.css";

export interface TextProps extends Omit<HTMLAttributes<HTMLElement>, "className"> {
  as?: ElementType;
  /**
   * `dim` is less prominent, `soft` even less. The other tones have a meaning that the text or an
   * icon also states.
   */
  tone?: "normal" | "dim" | "soft" | "ok" | "wait" | "bad" | "accent" | undefined;
  size?: "small" | "body" | "lead" | "title" | undefined;
  mono?: boolean | undefined;
  strong?: boolean | undefined;
  /** Digits of equal width, for numbers in columns. */
  tabular?: boolean | undefined;
  /** Ends with an ellipsis if space is short. */
  truncate?: boolean | undefined;
  /** Stays on one line, at its full width. */
  nowrap?: boolean | undefined;
  /** Breaks inside words if necessary. */
  breakable?: boolean | undefined;
  /** Keeps spaces and line breaks. */
  preserved?: boolean | undefined;
  /** Can be selected and copied. */
  selectable?: boolean | undefined;
  /** For `as="time"`. */
  dateTime?: string | undefined;
  /** For `as="label"`. */
  htmlFor?: string | undefined;
  ref?: Ref<HTMLElement> | undefined;
  children?: ReactNode;
}

export function Text(props: TextProps) {
  const {
    as: As = "span",
    tone = "normal",
    size,
    mono,
    strong,
    tabular,
    truncate,
    nowrap,
    breakable,
    preserved,
    selectable,
    ...rest
  } = props;
  const classes = [
    tone !== "normal" && styles[tone],
    size !== undefined && styles[size],
    mono && styles.mono,
    strong && styles.strong,
    tabular && styles.tabular,
    truncate && styles.truncate,
    nowrap && styles.nowrap,
    breakable && styles.breakable,
    preserved && styles.preserved,
    selectable && styles.selectable,
  ].filter(Boolean);
  return <As className={classes.length > 0 ? classes.join(" ") : undefined} {...rest} />;
}
