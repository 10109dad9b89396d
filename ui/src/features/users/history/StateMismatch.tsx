// A warning if an event between A and B does not match the state before it, with a button that
// goes to that event.
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Note } from "@/components/Note";
import { UntrustedText } from "@/components/UntrustedText";
import type { HistoryEntry } from "@/ipc/types";
import { entryName } from "./entry-labels";
import styles from "./History.module.css";
import type { Points } from "./points";
import type { HistoryState } from "./useHistory";
import type { PointMoves } from "./useHistoryPoints";

interface StateMismatchProps {
  state: HistoryState;
  points: Points;
  /** The result of the search for the next warning. */
  notice: string;
  moves: PointMoves;
}

/** The most events before B that are searched. */
const MAX_SEARCHED_EVENTS = 1000;

/** The loaded entry with a state mismatch that is nearest to B, between A and B. */
function nearestBreak(state: HistoryState, { a, b }: Points) {
  const last = Math.max(a, b - MAX_SEARCHED_EVENTS);
  for (let distance = b; distance > last; distance -= 1) {
    const entry = state.entry(distance);
    if (entry !== undefined && entry.breaks.length > 0) return { distance, entry };
  }
  return null;
}

export function StateMismatch({ state, points, notice, moves }: StateMismatchProps) {
  // The comparison of adjacent events shows its own mismatch.
  const found = points.a < points.b - 1 ? nearestBreak(state, points) : null;
  useAction("nextBreak", moves.onNextBreak);
  return (
    <>
      <p className={notice === "" ? "sr" : styles.notice} role="status">
        {notice}
      </p>
      {found !== null && (
        <div className={styles.mismatch}>
          <Note
            tone="wait"
            title="State mismatch between A and B"
            actions={
              <Button size="small" icon="right" onClick={() => moves.onStep(found.distance)}>
                Go to event
              </Button>
            }
          >
            <b>
              <EntryName entry={found.entry} />
            </b>{" "}
            <UntrustedText text={found.entry.breaks[0] ?? ""} />
          </Note>
        </div>
      )}
    </>
  );
}

function EntryName({ entry }: { entry: HistoryEntry }) {
  const { stem, last } = entryName(entry);
  return (
    <>
      <UntrustedText text={`${stem}${last}`} />
      {entry.seq !== null && (
        <>
          {" (seq "}
          <UntrustedText text={entry.seq} />)
        </>
      )}
    </>
  );
}
