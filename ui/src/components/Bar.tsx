// A bar across a pane: a title or tools at its start, buttons at its end.
import type { HTMLAttributes, ReactNode } from "react";
import styles from "./Bar.module.css";

interface BarProps extends Omit<HTMLAttributes<HTMLElement>, "className"> {
  as?: "div" | "header" | "p";
  gap?: "half" | "1" | "2" | "3";
  /** A line between the bar and what is below it. */
  line?: boolean;
  children: ReactNode;
}

export function Bar({ as: As = "div", gap = "2", line = false, ...rest }: BarProps) {
  return <As {...rest} className={`${styles.bar} ${styles[`gap${gap}`]} ${line ? styles.line : ""}`} />;
}
