// What can be done with the events that are picked, or that another one is to be compared with.
import { Button } from "../../components/Button";
import { countOf } from "../../format/size";
import styles from "./Inbox.module.css";
import { PICKED_MOST } from "./usePicks";

interface PickBarProps {
  /** The event whose other side is to be chosen. */
  against: number | null;
  picked: number;
  onCompare: () => void;
  onLeave: () => void;
}

export function PickBar({ against, picked, onCompare, onLeave }: PickBarProps) {
  if (against !== null)
    return (
      <div className={styles.picks} data-testid="compare-banner">
        <span role="status">Compare event {against} with… choose an event by a click or Enter.</span>
        <Button size="small" shortcut="Esc" onClick={onLeave}>
          Leave
        </Button>
      </div>
    );
  if (picked === 0) return null;
  return (
    <div className={styles.picks} data-testid="pick-bar">
      <span role="status">
        {countOf(picked)} selected{picked === PICKED_MOST && ", the most there can be"}
        {picked > 2 && " – two can be compared"}
      </span>
      {picked <= 2 && (
        <Button size="small" icon="compare" shortcut="D" onClick={onCompare}>
          {picked === 2 ? "Compare" : "Compare with…"}
        </Button>
      )}
      <Button size="small" shortcut="Esc" onClick={onLeave}>
        Clear
      </Button>
    </div>
  );
}
