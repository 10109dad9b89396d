// A divider between two panes. Dragging it or pressing the arrow keys resizes the panes.
import { Separator } from "react-resizable-panels";
import styles from "./Divider.module.css";

/** `lying` is a horizontal divider, between a pane and the pane below it. */
export function Divider({
  lying: horizontal = false,
  label = "Resize",
}: {
  lying?: boolean;
  label?: string;
}) {
  return <Separator className={horizontal ? styles.lying : styles.standing} aria-label={label} />;
}
