// The life of a user, newest event first. Arrows move B as one would move through a list, with Shift they move A; new
// events come in above without moving what is read.
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { evenly } from "@/components/heights";
import { useVirtualRows } from "@/components/useVirtualRows";
import type { Vendor } from "@/ipc/types";
import type { Points } from "./points";
import styles from "./TimeLine.module.css";
import { entryDomId, type Mark, TimeLineRow } from "./TimeLineRow";
import type { HistoryState } from "./useHistory";

/** An entry with one line of changes, in pixels; the others are measured. */
const USUAL = evenly(52);
const PAGE = 10;

interface TimeLineProps {
  state: HistoryState;
  total: number;
  vendor: Vendor;
  points: Points;
  onB: (distance: number) => void;
  onA: (distance: number) => void;
  onPutA: (distance: number) => void;
  /** Told whether the newest entry is in view, and how to get there. */
  onPlace: (atTop: boolean, toTop: () => void) => void;
}

export function markOf(distance: number, { a, b }: Points): Mark {
  if (distance === b) return "B";
  if (distance === a) return "A";
  return distance > a && distance < b ? "between" : null;
}

export function TimeLine({ state, total, vendor, points, onB, onA, onPutA, onPlace }: TimeLineProps) {
  const rows = useVirtualRows(total, USUAL, { cameInFront: total, over: 4 });
  const { start, end, offset, moveTo, reveal } = rows;
  const { look } = state;
  const { a, b } = points;
  useEffect(() => look(start, end), [look, start, end]);
  useLayoutEffect(() => onPlace(offset <= 0, () => moveTo(0)), [onPlace, offset, moveTo]);
  useEffect(() => rows.ref.current?.focus(), [rows.ref]);
  // Where B went, from wherever it was moved. Events that come in front do not move it.
  const latest = useRef(total);
  latest.current = total;
  useEffect(() => reveal(latest.current - 1 - b), [reveal, b]);

  useAction("next", () => onB(b - 1));
  useAction("previous", () => onB(b + 1));
  useAction("newest", () => onB(total - 1));
  useAction("oldest", () => onB(0));
  const steps: Record<string, number> = {
    ArrowDown: -1,
    ArrowUp: 1,
    ArrowLeft: -1,
    ArrowRight: 1,
    PageDown: -PAGE,
    PageUp: PAGE,
    Home: total,
    End: -total,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step === undefined) return;
    if (event.shiftKey) onA(a + step);
    else onB(b + step);
    event.preventDefault();
  };
  const point = useRef((_distance: number, _putA: boolean) => {});
  point.current = (distance, putA) => (putA ? onPutA(distance) : onB(distance));
  const onPoint = useRef((distance: number, putA: boolean) => point.current(distance, putA)).current;

  const drawn: number[] = [];
  for (let index = start; index < end; index += 1) drawn.push(index);
  const isDrawn = drawn.some((index) => total - 1 - index === b && state.entry(b) !== undefined);
  return (
    <div
      ref={rows.ref}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-label="Events of this user, newest first"
      aria-activedescendant={isDrawn ? entryDomId(b) : undefined}
      data-testid="history-list"
      onScroll={rows.onScroll}
      onKeyDown={onKeyDown}
    >
      <div className={styles.content} style={{ height: rows.height }} role="presentation">
        {drawn.map((index) => {
          const distance = total - 1 - index;
          return (
            <TimeLineRow
              key={distance}
              entry={state.entry(distance)}
              vendor={vendor}
              distance={distance}
              total={total}
              top={rows.top(index)}
              mark={markOf(distance, points)}
              measure={rows.row}
              onPoint={onPoint}
            />
          );
        })}
      </div>
    </div>
  );
}
