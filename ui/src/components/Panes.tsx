// Panes side by side that take the remaining height of a page. Dividers between them resize them.
import type { ReactNode } from "react";
import { Group } from "react-resizable-panels";
import styles from "./Panes.module.css";

export const Panes = ({ children }: { children: ReactNode }) => (
  <Group orientation="horizontal" className={styles.panes}>
    {children}
  </Group>
);
