// A warning when the events between A and B do not follow from each other, with the way to that step.
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Note } from "@/components/Note";
import { Visible } from "@/components/Visible";
import type { HistoryEntry } from "@/ipc/types";
import { entryName } from "./entry-words";
import styles from "./History.module.css";
import type { Points } from "./points";
import type { HistoryState } from "./useHistory";
import type { PointMoves } from "./useHistoryPoints";

interface BrokenProps {
  state: HistoryState;
  points: Points;
  /** The result of the search for the next warning. */
  notice: string;
  moves: PointMoves;
}

/** How many events before B are searched. */
const LOOKED_BACK = 1000;

/** The known break in continuity between A and B that is nearest to B. */
function nearestBreak(state: HistoryState, { a, b }: Points) {
  const last = Math.max(a, b - LOOKED_BACK);
  for (let distance = b; distance > last; distance -= 1) {
    const entry = state.entry(distance);
    if (entry !== undefined && entry.breaks.length > 0) return { distance, entry };
  }
  return null;
}

export function Broken({ state, points, notice, moves }: BrokenProps) {
  // A single step shows its own break in the comparison.
  const found = points.a < points.b - 1 ? nearestBreak(state, points) : null;
  useAction("nextBreak", moves.onNextBreak);
  return (
    <>
      <p className={notice === "" ? "sr" : styles.notice} role="status" data-testid="history-told">
        {notice}
      </p>
      {found !== null && (
        <div className={styles.broken}>
          <Note
            tone="wait"
            title="Not continuous"
            actions={
              <Button size="small" icon="right" onClick={() => moves.onStep(found.distance)}>
                Show the step
              </Button>
            }
          >
            <b>
              <EntryName entry={found.entry} />
            </b>{" "}
            <Visible text={found.entry.breaks[0] ?? ""} />
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
      <Visible text={`${stem}${last}`} />
      {entry.seq !== null && (
        <>
          {" (seq "}
          <Visible text={entry.seq} />)
        </>
      )}
    </>
  );
}
