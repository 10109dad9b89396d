// The line between two panes, which can be dragged, or moved with the arrow keys.
import { Separator } from "react-resizable-panels";
import styles from "./Divider.module.css";

/** `lying` divides what stands above each other. */
export function Divider({ lying = false, label = "Resize" }: { lying?: boolean; label?: string }) {
  return <Separator className={lying ? styles.lying : styles.standing} aria-label={label} />;
}
