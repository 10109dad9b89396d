// A run of text with a tone, so that features need no rules of their own for colors and sizes.
import type { ElementType, HTMLAttributes, ReactNode, Ref } from "react";
import styles from "./Text.module.css";

export interface TextProps extends Omit<HTMLAttributes<HTMLElement>, "className"> {
  as?: ElementType;
  /** `dim` recedes one step, `soft` two; the others carry a meaning that a word or an icon states too. */
  tone?: "normal" | "dim" | "soft" | "ok" | "wait" | "bad" | "accent" | undefined;
  size?: "small" | "body" | "lead" | "title" | undefined;
  mono?: boolean | undefined;
  strong?: boolean | undefined;
  /** Digits of one width, for numbers in columns. */
  tabular?: boolean | undefined;
  /** Ends with an ellipsis where there is no room. */
  truncate?: boolean | undefined;
  /** Stays on one line, at its full width. */
  nowrap?: boolean | undefined;
  /** Breaks inside words where it must. */
  breakable?: boolean | undefined;
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
    selectable && styles.selectable,
  ].filter(Boolean);
  return <As className={classes.length > 0 ? classes.join(" ") : undefined} {...rest} />;
}
