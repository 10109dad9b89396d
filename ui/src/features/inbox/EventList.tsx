// The list: any number of events in rows of one height, moved through by keys, with the place a person reads at kept
// while new events arrive. It shows a listing; which filter it has and what is chosen is decided outside.
import { type KeyboardEvent, useEffect, useLayoutEffect } from "react";
import { useAction, useUncovered } from "../../actions/Actions";
import { useRows } from "../../components/useRows";
import styles from "./EventList.module.css";
import { EventListRow, rowDomId } from "./EventListRow";
import type { ListingState } from "./useListing";
import { type Selection, useListKeys } from "./useListKeys";

/** The same as --row; positions are reckoned with it. */
export const ROW_HEIGHT = 28;

interface EventListProps {
  state: ListingState;
  selection: Selection;
  onSelect: (id: number) => void;
  onOpen: () => void;
  /** Told whether the newest row is in view, and how to get there. */
  onPlace: (atTop: boolean, toTop: () => void) => void;
}

export function EventList({ state, selection, onSelect, onOpen, onPlace }: EventListProps) {
  const rows = useRows(state.total, ROW_HEIGHT, state.added);
  const { start, end, offset, moveTo, viewport } = rows;
  const { look, row } = state;
  useEffect(() => look(start, end), [look, start, end]);
  useLayoutEffect(() => onPlace(offset <= 0, () => moveTo(0)), [onPlace, offset, moveTo]);

  const keys = useListKeys({
    state,
    selection,
    onSelect,
    reveal: rows.reveal,
    page: Math.floor(viewport / ROW_HEIGHT),
  });
  useAction("next", state.total > 0 ? () => keys.step(1) : null);
  useAction("previous", state.total > 0 ? () => keys.step(-1) : null);
  useAction("newest", state.total > 0 ? () => keys.goTo(0) : null);
  useAction("oldest", state.total > 0 ? () => keys.goTo(state.total - 1) : null);
  useUncovered(() => {
    keys.revealChosen();
    // Whoever types in the filter field came back by typing there.
    if (document.activeElement === document.body) rows.ref.current?.focus();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") onOpen();
    else if (!keys.press(event.key)) return;
    event.preventDefault();
  };

  const chosen = selection === null ? null : rowDomId(selection);
  const drawn: number[] = [];
  for (let index = start; index < end; index += 1) drawn.push(index);
  const chosenDrawn = drawn.some((index) => row(index)?.id === selection);
  return (
    <div
      ref={rows.ref}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-label="Events, newest first"
      aria-activedescendant={chosenDrawn && chosen !== null ? chosen : undefined}
      data-testid="list"
      onScroll={rows.onScroll}
      onKeyDown={onKeyDown}
    >
      <div className={styles.content} style={{ height: rows.height }} role="presentation">
        {drawn.map((index) => (
          <EventListRow
            key={state.total - index}
            row={row(index)}
            index={index}
            total={state.total}
            top={rows.top(index)}
            selected={row(index) !== undefined && row(index)?.id === selection}
            onChoose={keys.choose}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  );
}
