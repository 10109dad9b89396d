// A pane at the side of the work, with a divider that resizes it. The side keeps its width when the window is resized.
import type { ReactNode } from "react";
import { Group, Panel } from "react-resizable-panels";
import { Divider } from "./Divider";
import styles from "./SidePane.module.css";

interface SidePaneProps {
  side: ReactNode;
  /** Width of the side at first, in pixels, in a wide window and in a narrow one. */
  width: { wide: number; narrow: number };
  min: number;
  max: number;
  /** What the divider is called. */
  divider?: string | undefined;
  /** Least width of the work beside it, in pixels. */
  mainMin: number;
  children: ReactNode;
}

/** Below this, panes beside the work are narrower at first. */
const WIDE_WINDOW = 1240;

export function SidePane({ side, width, min, max, divider, mainMin, children }: SidePaneProps) {
  const first = window.innerWidth >= WIDE_WINDOW ? width.wide : width.narrow;
  return (
    <Group orientation="horizontal" className={styles.panes}>
      <Panel
        defaultSize={`${first}px`}
        minSize={`${min}px`}
        maxSize={`${max}px`}
        groupResizeBehavior="preserve-pixel-size"
      >
        {side}
      </Panel>
      <Divider {...(divider === undefined ? {} : { label: divider })} />
      <Panel minSize={`${mainMin}px`}>{children}</Panel>
    </Group>
  );
}
