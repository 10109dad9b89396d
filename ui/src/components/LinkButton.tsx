// A button that looks like a link, for use inside a sentence. It opens a page or a part of the
// window.
import type { ButtonHTMLAttributes } from "react";
import styles from "./LinkButton.module.css";

interface LinkButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className" | "type"> {
  /** The underline is pale unless the pointer is over the button. */
  quiet?: boolean;
  /** Underlined only under the pointer, for several links in a row. */
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
