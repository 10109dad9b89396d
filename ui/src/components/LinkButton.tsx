// A button inside a sentence, which looks like a link: it leads to a place in the window.
import type { ButtonHTMLAttributes } from "react";
import styles from "./LinkButton.module.css";

interface LinkButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className" | "type"> {
  /** Has a pale line until the pointer is over it. */
  quiet?: boolean;
  /** Has a line only under the pointer, for places with several links side by side. */
  plain?: boolean;
}

export function LinkButton({ quiet = false, plain = false, ...rest }: LinkButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={[styles.link, quiet && styles.quiet, plain && styles.plain].filter(Boolean).join(" ")}
    />
  );
}
