// The position of a handler in a hook chain.
import styles from "./HandlerNumber.module.css";

export const HandlerNumber = ({ children }: { children: number }) => (
  <span className={styles.number}>{children}</span>
);
