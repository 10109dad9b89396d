// A choice from a list, drawn by the window: the system's own looks like another program's.
import type { SelectHTMLAttributes } from "react";
import styles from "./Choice.module.css";
import { Icon } from "./Icon";

export function Choice(props: Omit<SelectHTMLAttributes<HTMLSelectElement>, "className">) {
  return (
    <span className={styles.choice}>
      <select {...props} />
      <Icon name="down" />
    </span>
  );
}
