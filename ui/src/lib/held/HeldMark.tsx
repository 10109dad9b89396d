// The look of the badge of held events, shared by all places that show it.
import type { HTMLAttributes } from "react";
import styles from "./HeldMark.module.css";

export const HeldMark = (props: Omit<HTMLAttributes<HTMLSpanElement>, "className">) => (
  <span {...props} className={styles.mark} />
);
