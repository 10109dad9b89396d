// The timeline: the events of a user, newest first. Arrow keys move B, and Shift with arrow keys
// moves A. New events appear at the top without scrolling the list.
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { uniformHeights } from "@/components/heights";
import { ListBox } from "@/components/ListBox";
import { useVirtualRows } from "@/components/useVirtualRows";
import type { Vendor } from "@/ipc/types";
import type { Points } from "./points";
import styles from "./TimeLine.module.css";
import { entryDomId, type Mark, TimeLineRow } from "./TimeLineRow";
import type { HistoryState } from "./useHistory";
import type { PointMoves } from "./useHistoryPoints";

/** The height of an entry with one line of changes, in pixels. Rendered entries are measured. */
const DEFAULT_HEIGHT = uniformHeights(52);
const PAGE = 10;

interface TimeLineProps {
  state: HistoryState;
  total: number;
  vendor: Vendor;
  points: Points;
  moves: PointMoves;
  /** Shows an event in the inbox. */
  onEvent: (id: number) => void;
  /** Reports whether the newest entry is visible, with a function that scrolls to it. */
  onTopChange: (atTop: boolean, toTop: () => void) => void;
}

function markOf(distance: number, { a, b }: Points): Mark {
  if (distance === b) return "B";
  if (distance === a) return "A";
  return distance > a && distance < b ? "between" : null;
}

function stepOf(key: string, total: number): number | null {
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
  return steps[key] ?? null;
}

export function TimeLine(props: TimeLineProps) {
  const { state, total, vendor, points, moves, onEvent, onTopChange } = props;
  const rows = useVirtualRows(total, DEFAULT_HEIGHT, { addedInFront: total, over: 4 });
  const { start, end, offset, moveTo, reveal } = rows;
  const { setViewport } = state;
  const { a, b } = points;
  const { onB, onA, onPutA } = moves;
  useEffect(() => setViewport(start, end), [setViewport, start, end]);
  useLayoutEffect(() => onTopChange(offset <= 0, () => moveTo(0)), [onTopChange, offset, moveTo]);
  // Scroll to B after each move of B, but not when new events change its index.
  const latest = useRef(total);
  latest.current = total;
  useEffect(() => reveal(latest.current - 1 - b), [reveal, b]);

  useAction("next", () => onB(b - 1));
  useAction("previous", () => onB(b + 1));
  useAction("newest", () => onB(total - 1));
  useAction("oldest", () => onB(0));
  const onKey = (event: KeyboardEvent): boolean => {
    const step = stepOf(event.key, total);
    if (step === null) return false;
    if (event.shiftKey) onA(a + step);
    else onB(b + step);
    return true;
  };
  const point = useRef((_distance: number, _putA: boolean) => {});
  point.current = (distance, putA) => (putA ? onPutA(distance) : onB(distance));
  const onPoint = useRef((distance: number, putA: boolean) => point.current(distance, putA)).current;

  const drawn: number[] = [];
  for (let index = start; index < end; index += 1) drawn.push(index);
  const isDrawn = drawn.some((index) => total - 1 - index === b && state.entry(b) !== undefined);
  return (
    <ListBox
      label="Events of this user, newest first"
      className={styles.list}
      count={total}
      current={isDrawn ? total - 1 - b : -1}
      idOf={(index) => entryDomId(total - 1 - index)}
      rows={rows}
      focusFirst
      onMove={(index) => onB(total - 1 - index)}
      onKey={onKey}
    >
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
            onEvent={onEvent}
          />
        );
      })}
    </ListBox>
  );
}
