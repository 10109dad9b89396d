// A button inside a sentence, which looks like a link: it leads to a place in the window.
import type { ButtonHTMLAttributes } from "react";
import styles from "./LinkButton.module.css";

interface LinkButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className" | "type"> {
  /** Has a pale line until the pointer is over it. */
  quiet?: boolean;
}

export function LinkButton({ quiet = false, ...rest }: LinkButtonProps) {
  return (
    <button type="button" {...rest} className={quiet ? `${styles.link} ${styles.quiet}` : styles.link} />
  );
}
