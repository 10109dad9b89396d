// A bar across a pane, with a title or tools at the start and buttons at the end.
import type { HTMLAttributes, ReactNode } from "react";
import styles from "./Bar.module.css";

interface BarProps extends Omit<HTMLAttributes<HTMLElement>, "className"> {
  as?: "div" | "header" | "p";
  gap?: "half" | "1" | "2" | "3";
  /** A line below the bar. */
  line?: boolean;
  children: ReactNode;
}

export function Bar({ as: As = "div", gap = "2", line = false, ...rest }: BarProps) {
  return <As {...rest} className={`${styles.bar} ${styles[`gap${gap}`]} ${line ? styles.line : ""}`} />;
}
