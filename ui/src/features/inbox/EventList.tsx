// The event list. All rows have the same height and only visible rows are rendered, so the list
// can have any length. It keeps its scroll position while new events arrive. The caller owns the
// filter and the selection.
import { useEffect, useLayoutEffect, useMemo } from "react";
import { useToday } from "@/components/useToday";
import { useVirtualRows } from "@/components/useVirtualRows";
import { isSameDay } from "@/format/time";
import { useSecrets } from "@/lib/secrets/useSecrets";
import { DayDivider, DayLine } from "./Days";
import styles from "./EventList.module.css";
import { EventListRow, rowDomId } from "./EventListRow";
import { type EventListProps, ROW_HEIGHT, useEventList } from "./useEventList";
import { useRowClicks } from "./useRowClicks";

/** The DOM id of the list. Other components use it to focus the list. */
export const EVENT_LIST_ID = "events";

export function EventList(props: EventListProps) {
  const { state, selection, picks, onTopChange } = props;
  const rows = useVirtualRows(state.total, ROW_HEIGHT, { addedInFront: state.front });
  const { start, end, offset, moveTo } = rows;
  const { setViewport, row, epoch } = state;
  // At the top, new rows come into view. Elsewhere the visible rows move down with the others, even
  // if the first one is rendered beyond the edge.
  const first = offset > 0 ? Math.max(1, start) : start;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new epoch starts without any rows.
  useEffect(() => setViewport(first, end), [setViewport, first, end, epoch]);
  useLayoutEffect(() => onTopChange(offset <= 0, () => moveTo(0)), [onTopChange, offset, moveTo]);
  const { onKeyDown, choose, star } = useEventList(props, rows);
  const clicks = useRowClicks({ choose, star, open: props.onOpen });

  const secrets = useSecrets().data;
  const schemes = useMemo(() => new Set(secrets?.map(({ scheme }) => scheme)), [secrets]);

  const stateOf = (index: number) => {
    const id = row(index)?.id;
    const active = id !== undefined && id === selection;
    const picked = picks.count > 0 && picks.has(index);
    return { active, picked, selected: picks.count > 0 ? picked : active };
  };
  const today = useToday();
  /** The newest event of a day, below an event of another day. */
  const startsDay = (index: number) => {
    const [event, newer] = [row(index), row(index - 1)];
    return event !== undefined && newer !== undefined && !isSameDay(event.received_at, newer.received_at);
  };
  const drawn: number[] = [];
  for (let index = start; index < end; index += 1) drawn.push(index);
  // An element belongs to its event, so that it keeps its hover and its open menu when rows are deleted or
  // restored. Rows that are not fetched have their distance from the oldest row.
  const keyOf = (index: number) => row(index)?.id ?? `at ${state.base - index}`;
  const isChosenDrawn = drawn.some((index) => row(index)?.id === selection);
  const firstInView = row(Math.floor(offset / ROW_HEIGHT));
  return (
    <>
      <DayLine instant={firstInView?.received_at} today={today} />
      <div
        ref={rows.ref}
        id={EVENT_LIST_ID}
        className={styles.list}
        role="listbox"
        tabIndex={0}
        aria-multiselectable="true"
        aria-label="Events, newest first"
        aria-activedescendant={isChosenDrawn && selection !== null ? rowDomId(selection) : undefined}
        data-testid="list"
        onScroll={rows.onScroll}
        onKeyDown={onKeyDown}
        onContextMenu={props.onRowMenu}
        {...clicks}
      >
        <div className={styles.content} style={{ height: rows.height }} role="presentation">
          {drawn.map((index) => (
            <EventListRow
              key={keyOf(index)}
              row={row(index)}
              index={index}
              total={state.counting ? -1 : state.total}
              top={rows.top(index)}
              schemes={schemes}
              {...stateOf(index)}
            />
          ))}
          {drawn.filter(startsDay).map((index) => (
            <DayDivider
              key={keyOf(index)}
              instant={row(index)?.received_at ?? ""}
              top={rows.top(index)}
              today={today}
            />
          ))}
        </div>
      </div>
    </>
  );
}
