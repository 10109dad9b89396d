// A button inside a sentence, which looks like a link: it leads to a place in the window.
import type { ButtonHTMLAttributes } from "react";
import styles from "./LinkButton.module.css";

export function LinkButton(props: Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className" | "type">) {
  return <button type="button" {...props} className={styles.link} />;
}
