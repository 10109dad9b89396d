// A button in running text that leads to another place in the window. It breaks across lines like the text around it.
import type { ButtonHTMLAttributes } from "react";
import styles from "./LinkButton.module.css";

interface LinkButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> {
  /** Underlined only under the pointer, for places with several links side by side. */
  quiet?: boolean;
}

export const LinkButton = ({ quiet, ...native }: LinkButtonProps) => (
  <button type="button" {...native} className={quiet ? styles.quiet : styles.link} />
);
