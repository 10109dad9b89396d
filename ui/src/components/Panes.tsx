// Panes beside or above each other that take the remaining room of a page. Dividers between them
// resize them. The sizes that the user chooses stay for the next start.
import type { ReactNode } from "react";
import { Group, useDefaultLayout } from "react-resizable-panels";
import styles from "./Panes.module.css";

interface PanesProps {
  /** A unique name, under which the sizes are stored. Each panel needs an id. */
  name: string;
  /** The ids of the panels. Needed if a panel is optional. */
  panels?: string[];
  orientation?: "horizontal" | "vertical";
  children: ReactNode;
}

export function Panes({ name, panels, orientation = "horizontal", children }: PanesProps) {
  const layout = useDefaultLayout({
    id: `panes ${name}`,
    panelIds: panels,
    storage: localStorage,
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group
      orientation={orientation}
      className={styles.panes}
      defaultLayout={layout.defaultLayout}
      onLayoutChanged={layout.onLayoutChanged}
    >
      {children}
    </Group>
  );
}
