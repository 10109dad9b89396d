// Says how much of a long body is here, how much of it finding looks through, and gets the rest.
import { Button } from "@/components/Button";
import { sizeOf } from "@/format/size";
import styles from "./Body.module.css";
import { MOST_LOADED } from "./body-text";

interface PartNoteProps {
  loaded: number;
  total: number;
  /** The search of the text is open. */
  finding: boolean;
  busy: boolean;
  onMore: () => void;
  onAll: () => void;
}

export function PartNote({ loaded, total, finding, busy, onMore, onAll }: PartNoteProps) {
  const full = loaded >= MOST_LOADED;
  const first = `${finding ? "Finding looks through the first" : "First"} ${sizeOf(loaded)} of ${sizeOf(total)}`;
  return (
    <span className={styles.part} data-testid="part-note">
      <span role="status">
        {first}
        {full && ", the most that is shown as text; Raw as hex shows all"}
      </span>
      {!full && (
        <>
          <Button size="small" disabled={busy} onClick={onMore}>
            Show more
          </Button>
          <Button size="small" disabled={busy} onClick={onAll}>
            {total > MOST_LOADED ? `Load ${sizeOf(MOST_LOADED)}` : "Load all"}
          </Button>
        </>
      )}
    </span>
  );
}
