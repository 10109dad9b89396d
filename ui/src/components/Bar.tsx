// A bar across a pane, with a title or tools at the start and buttons at the end.
import type { HTMLAttributes, ReactNode, Ref } from "react";
import styles from "./Bar.module.css";

interface BarProps extends Omit<HTMLAttributes<HTMLElement>, "className"> {
  as?: "div" | "header" | "p";
  /** Starts with a back button. */
  back?: boolean;
  gap?: "half" | "1" | "2" | "3";
  /** A line below the bar. */
  line?: boolean;
  ref?: Ref<HTMLDivElement> | undefined;
  children: ReactNode;
}

export function Bar({ as: As = "div", back = false, gap = "2", line = false, ...rest }: BarProps) {
  const classes = [styles.bar, back && styles.back, styles[`gap${gap}`], line && styles.line];
  return <As {...rest} className={classes.filter(Boolean).join(" ")} />;
}
