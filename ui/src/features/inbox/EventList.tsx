// The list: any number of events in rows of one height, of which only those in view are drawn. It stays where it is while
// new events arrive. The filter and the chosen event are decided outside.
import { useEffect, useLayoutEffect } from "react";
import { useVirtualRows } from "@/components/useVirtualRows";
import styles from "./EventList.module.css";
import { EventListRow, rowDomId } from "./EventListRow";
import { type EventListProps, ROW_HEIGHT, useEventList } from "./useEventList";

/** What leads to the list moves the focus there. */
export const LIST_ID = "events";

export function EventList(props: EventListProps) {
  const { state, selection, picks, onPlace } = props;
  const rows = useVirtualRows(state.total, ROW_HEIGHT, { cameInFront: state.added });
  const { start, end, offset, moveTo } = rows;
  const { look, row, epoch } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a listing of another epoch knows none of its rows.
  useEffect(() => look(start, end), [look, start, end, epoch]);
  useLayoutEffect(() => onPlace(offset <= 0, () => moveTo(0)), [onPlace, offset, moveTo]);
  const { onKeyDown, onChoose, onOpen, onStar } = useEventList(props, rows);

  const marks = (index: number) => {
    const id = row(index)?.id;
    const active = id !== undefined && id === selection;
    const picked = picks.count > 0 && picks.has(index);
    return { active, picked, selected: picks.count > 0 ? picked : active };
  };
  const drawn: number[] = [];
  for (let index = start; index < end; index += 1) drawn.push(index);
  const isChosenDrawn = drawn.some((index) => row(index)?.id === selection);
  return (
    <div
      ref={rows.ref}
      id={LIST_ID}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-multiselectable="true"
      aria-label="Events, newest first"
      aria-activedescendant={isChosenDrawn && selection !== null ? rowDomId(selection) : undefined}
      data-testid="list"
      onScroll={rows.onScroll}
      onKeyDown={onKeyDown}
    >
      <div className={styles.content} style={{ height: rows.height }} role="presentation">
        {drawn.map((index) => (
          <EventListRow
            key={state.base - index}
            row={row(index)}
            index={index}
            total={state.counting ? -1 : state.total}
            top={rows.top(index)}
            {...marks(index)}
            onChoose={onChoose}
            onOpen={onOpen}
            onStar={onStar}
          />
        ))}
      </div>
    </div>
  );
}
