// The list: any number of events in rows of one height, moved through by keys, with the place a person reads at kept
// while new events arrive. It shows a listing; which filter it has and what is chosen is decided outside.
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect } from "react";
import { useAction, useUncovered } from "../../actions/Actions";
import { useRows } from "../../components/useRows";
import styles from "./EventList.module.css";
import { type Choice, EventListRow, rowDomId } from "./EventListRow";
import type { ListingState } from "./useListing";
import { type Selection, useListKeys } from "./useListKeys";
import type { Picks } from "./usePicks";

/** The same as --row; positions are reckoned with it. */
export const ROW_HEIGHT = 28;

interface EventListProps {
  state: ListingState;
  selection: Selection;
  onSelect: (id: number) => void;
  /** An event was chosen by itself, by a click. */
  onChosen: (id: number) => void;
  onOpen: () => void;
  picks: Picks;
  /** Told whether the newest row is in view, and how to get there. */
  onPlace: (atTop: boolean, toTop: () => void) => void;
}

export function EventList({ state, selection, onSelect, onChosen, onOpen, picks, onPlace }: EventListProps) {
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
  // Keys move among those that are picked without leaving them: Space picks one here and one there.
  const alone = (move: () => void) => () => {
    picks.moved();
    move();
  };
  useAction("next", state.total > 0 ? alone(() => keys.step(1)) : null);
  useAction("previous", state.total > 0 ? alone(() => keys.step(-1)) : null);
  useAction("newest", state.total > 0 ? alone(() => keys.goTo(0)) : null);
  useAction("oldest", state.total > 0 ? alone(() => keys.goTo(state.total - 1)) : null);
  useAction("pickAll", state.total > 1 ? picks.all : null);
  useUncovered(() => {
    keys.revealChosen();
    // Whoever types in the filter field came back by typing there.
    if (document.activeElement === document.body) rows.ref.current?.focus();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "a" || event.shiftKey) return;
      picks.all();
    } else if (event.shiftKey && event.key === "ArrowDown") picks.step(1);
    else if (event.shiftKey && event.key === "ArrowUp") picks.step(-1);
    else if (event.key === " ") {
      if (selection !== null) picks.toggle(selection);
    } else if (event.key === "Enter") onOpen();
    else if (keys.press(event.key)) picks.moved();
    else return;
    event.preventDefault();
  };
  const { clear, toggle, reach } = picks;
  const { choose } = keys;
  const onChoose = useCallback(
    (index: number, how: Choice) => {
      const id = row(index)?.id;
      if (how === "reach") reach(index);
      else if (how === "too") {
        if (id !== undefined) toggle(id);
      } else {
        clear();
        choose(index);
        if (id !== undefined) onChosen(id);
      }
    },
    [row, reach, toggle, clear, choose, onChosen],
  );

  const chosen = selection === null ? null : rowDomId(selection);
  const marks = (id: number | undefined) => {
    const active = id !== undefined && id === selection;
    const picked = id !== undefined && picks.picked.has(id);
    return { active, picked, selected: picks.picked.size > 0 ? picked : active };
  };
  const drawn: number[] = [];
  for (let index = start; index < end; index += 1) drawn.push(index);
  const chosenDrawn = drawn.some((index) => row(index)?.id === selection);
  return (
    <div
      ref={rows.ref}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-multiselectable="true"
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
            {...marks(row(index)?.id)}
            onChoose={onChoose}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  );
}
