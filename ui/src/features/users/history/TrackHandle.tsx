// The handle of A or B on the track: a slider with keyboard support.
import type { CSSProperties, KeyboardEvent, Ref } from "react";
import type { HistoryEntry } from "@/ipc/types";
import { entryLabel } from "./entry-labels";
import type { Points } from "./points";
import styles from "./Track.module.css";
import type { PointMoves } from "./useHistoryPoints";
import type { Handle } from "./useTrackDrag";

interface TrackHandleProps {
  handle: Handle;
  /** The event at the handle; undefined while it is loading. */
  entry: HistoryEntry | undefined;
  total: number;
  points: Points;
  moves: PointMoves;
  place: CSSProperties;
  focusRef: Ref<HTMLDivElement>;
}

export function TrackHandle(props: TrackHandleProps) {
  const { handle, entry, total, points, moves, place, focusRef } = props;
  const distance = handle === "A" ? points.a : points.b;
  const page = Math.max(1, Math.round(total / 10));
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowUp: 1,
    ArrowLeft: -1,
    ArrowDown: -1,
    PageUp: page,
    PageDown: -page,
    Home: -total,
    End: total,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step === undefined) return;
    if (handle === "A" || event.shiftKey) moves.onA(points.a + step);
    else moves.onB(points.b + step);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={focusRef}
      className={styles.handle}
      style={place}
      role="slider"
      tabIndex={0}
      aria-label={handle === "A" ? "A, the earlier event" : "B, the later event"}
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={total}
      aria-valuenow={distance + 1}
      aria-valuetext={
        entry === undefined ? `event ${distance + 1} of ${total}` : entryLabel(entry, new Date())
      }
      data-point={handle}
      data-testid={`point-${handle}`}
      onKeyDown={onKeyDown}
    >
      <b>{handle}</b>
    </div>
  );
}
