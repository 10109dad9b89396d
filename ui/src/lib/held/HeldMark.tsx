// The word that marks a held event wherever it is shown.
import type { HTMLAttributes } from "react";
import styles from "./HeldMark.module.css";

export const HeldMark = (props: Omit<HTMLAttributes<HTMLSpanElement>, "className">) => (
  <span {...props} className={styles.mark} />
);
