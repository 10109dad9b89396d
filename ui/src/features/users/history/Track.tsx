// A track with all events of a user, oldest on the left, and the points A and B. A short history
// has one dot per event; in a long history, each tick represents several events.
import { dayLabel } from "@/format/time";
import type { Points } from "./points";
import styles from "./Track.module.css";
import { TrackEnds } from "./TrackEnds";
import { TrackHandle } from "./TrackHandle";
import { along, labeledEvents, MAX_DOTS, tickStep, ticksOf } from "./track";
import type { HistoryState } from "./useHistory";
import type { PointMoves } from "./useHistoryPoints";
import { useTrackDrag } from "./useTrackDrag";

interface TrackProps {
  state: HistoryState;
  total: number;
  points: Points;
  moves: PointMoves;
}

const percent = (fraction: number) => `${(fraction * 100).toFixed(3)}%`;

export function Track({ state, total, points, moves }: TrackProps) {
  const { line, handles, pointer } = useTrackDrag(total, points, moves);
  const { a, b } = points;
  const few = total <= MAX_DOTS;
  const at = (distance: number) => ({ left: percent(along(distance, total)) });
  const dots = few ? Array.from({ length: total }, (_, distance) => distance) : ticksOf(total);
  return (
    <div className={styles.track}>
      <TrackEnds state={state} points={points} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has its own layout. */}
      <div
        className={styles.field}
        role="group"
        aria-label="Compared events"
        data-testid="history-track"
        data-few={few}
        {...pointer}
      >
        <div ref={line} className={styles.line}>
          <i
            className={styles.between}
            style={{ ...at(a), width: percent(along(b, total) - along(a, total)) }}
          />
          {dots.map((distance) => (
            <i
              key={distance}
              className={few ? styles.dot : styles.tick}
              style={at(distance)}
              data-within={(distance >= a && distance <= b) || undefined}
              data-break={(state.entry(distance)?.breaks.length ?? 0) > 0 || undefined}
            />
          ))}
          {(["A", "B"] as const).map((handle) => (
            <TrackHandle
              key={handle}
              handle={handle}
              entry={state.entry(handle === "A" ? a : b)}
              total={total}
              points={points}
              moves={moves}
              place={at(handle === "A" ? a : b)}
              focusRef={(element) => {
                handles.current[handle] = element;
              }}
            />
          ))}
        </div>
      </div>
      <TrackDays state={state} total={total} at={at} />
    </div>
  );
}

interface TrackDaysProps {
  state: HistoryState;
  total: number;
  at: (distance: number) => { left: string };
}

/** The days of some events, below the track. */
function TrackDays({ state, total, at }: TrackDaysProps) {
  const now = new Date();
  const days = labeledEvents(total).map((distance) => {
    const entry = state.entry(distance);
    return { distance, day: entry === undefined ? "" : dayLabel(entry.received_at, now) };
  });
  const step = total <= MAX_DOTS ? 1 : tickStep(total);
  return (
    <div className={styles.days} aria-hidden="true">
      {days.map(({ distance, day }, index) => (
        <span key={distance} style={at(distance)}>
          {index > 0 && days[index - 1]?.day === day ? "" : day}
        </span>
      ))}
      {step > 1 && <i>1 tick = {step} events</i>}
    </div>
  );
}
