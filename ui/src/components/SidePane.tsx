// A side pane with a divider that resizes it. Both panes are resized with the window.
import type { ReactNode } from "react";
import { Panel } from "react-resizable-panels";
import { Divider } from "./Divider";
import { Panes } from "./Panes";

interface SidePaneProps {
  /** A unique name, under which the width is stored. */
  name: string;
  side: ReactNode;
  /** The initial width of the side pane in pixels, in a wide and in a narrow window. */
  width: { wide: number; narrow: number };
  min: number;
  max: number;
  /** The label of the divider. */
  divider?: string | undefined;
  /** The minimum width of the main pane in pixels. */
  mainMin: number;
  children: ReactNode;
}

/** Windows of at least this width, in pixels, are wide. */
const WIDE_WINDOW = 1240;

export function SidePane({ name, side, width, min, max, divider, mainMin, children }: SidePaneProps) {
  const initial = window.innerWidth >= WIDE_WINDOW ? width.wide : width.narrow;
  return (
    <Panes name={name}>
      <Panel id={`${name}-side`} defaultSize={`${initial}px`} minSize={`${min}px`} maxSize={`${max}px`}>
        {side}
      </Panel>
      <Divider {...(divider === undefined ? {} : { label: divider })} />
      <Panel id={`${name}-main`} minSize={`${mainMin}px`}>
        {children}
      </Panel>
    </Panes>
  );
}
