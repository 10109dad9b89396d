// A `<select>` with the window's own style, because the native one does not match the window.
import type { SelectHTMLAttributes } from "react";
import { Icon } from "./Icon";
import styles from "./Select.module.css";

export function Select(props: Omit<SelectHTMLAttributes<HTMLSelectElement>, "className">) {
  return (
    <span className={styles.choice}>
      <select {...props} className={styles.select} />
      <Icon name="down" />
    </span>
  );
}
