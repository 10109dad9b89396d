// A divider between two panes. Dragging it or pressing the arrow keys resizes the panes. F6 moves the
// focus to it; Tab does not, so that fewer stops lie before the panes.
import { Separator } from "react-resizable-panels";
import styles from "./Divider.module.css";

const skipTab = (element: HTMLElement | null) => {
  if (element !== null) element.tabIndex = -1;
};

/** `lying` is a horizontal divider, between a pane and the pane below it. */
export function Divider({
  lying: horizontal = false,
  label = "Resize",
}: {
  lying?: boolean;
  label?: string;
}) {
  return (
    <Separator
      className={horizontal ? styles.lying : styles.standing}
      aria-label={label}
      data-divider=""
      elementRef={skipTab}
    />
  );
}
