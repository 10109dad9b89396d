// The list: any number of events in rows of one height, moved through by keys, with the place a person reads at kept
// while new events arrive. It shows a listing; which filter it has and what is chosen is decided outside.
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { useAction, useUncovered } from "@/actions/Actions";
import { useVirtualRows } from "@/components/useVirtualRows";
import { useMarks } from "@/lib/marks/Marks";
import styles from "./EventList.module.css";
import { type Choice, EventListRow, rowDomId } from "./EventListRow";
import type { Selection } from "./useChosenPlace";
import type { ListingState } from "./useListing";
import { useListKeys } from "./useListKeys";
import type { Picks } from "./usePicks";
import type { Landing } from "./useRemoval";

/** The same as --row; positions are reckoned with it. */
export const ROW_HEIGHT = 28;

interface EventListProps {
  state: ListingState;
  selection: Selection;
  /** The index of the chosen row, as far as it is known. */
  place: () => number | null;
  onSelect: (id: number) => void;
  /** An event was chosen by itself, by a click. */
  onChosen: (id: number) => void;
  onOpen: () => void;
  onDelete: (() => void) | null;
  picks: Picks;
  /** Where to go after rows were deleted. */
  landing: Landing | null;
  /** Told whether the newest row is in view, and how to get there. */
  onPlace: (atTop: boolean, toTop: () => void) => void;
  /** The list before this one had the focus when it went. */
  focused: RefObject<boolean>;
}

export function EventList(props: EventListProps) {
  const { state, selection, place, onSelect, onChosen, onOpen, onDelete, picks, landing, onPlace, focused } =
    props;
  const rows = useVirtualRows(state.total, ROW_HEIGHT, { cameInFront: state.added });
  const { start, end, offset, moveTo, viewport } = rows;
  const { look, row, epoch } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that was opened anew knows none of its rows.
  useEffect(() => look(start, end), [look, start, end, epoch]);
  useLayoutEffect(() => onPlace(offset <= 0, () => moveTo(0)), [onPlace, offset, moveTo]);

  // The next filter's list is another one; whoever went to the list by Enter stays in it.
  useLayoutEffect(() => {
    const list = rows.ref.current;
    const at = document.activeElement;
    if ((focused.current && at === document.body) || (at !== document.body && at?.contains(list)))
      list?.focus();
    return () => {
      focused.current = document.activeElement === list;
    };
  }, [rows.ref, focused]);

  const page = Math.floor(viewport / ROW_HEIGHT);
  const keys = useListKeys({ state, chosen: place, onSelect, reveal: rows.reveal, page });
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
  // The list without what was deleted is here: the row that stands there now is chosen.
  const landed = useRef({ landing, epoch });
  const { goTo } = keys;
  useEffect(() => {
    if (landing === null || landed.current.landing === landing || landed.current.epoch === epoch) return;
    landed.current = { landing, epoch };
    goTo(landing.index);
  }, [landing, epoch, goTo]);

  const pickToo = (index: number) => {
    if (picks.toggle(index)) keys.goTo(index);
  };
  const reachTo = (index: number) => {
    picks.reach(index);
    keys.goTo(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return;
    const target = keys.target(event.key);
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "a" || event.shiftKey) return;
      picks.all();
    } else if (event.key === " ") {
      const index = place();
      if (index !== null) pickToo(index);
    } else if (event.key === "Enter") onOpen();
    else if (event.key === "Delete") onDelete?.();
    else if (target === null || state.total === 0) return;
    else if (event.shiftKey) reachTo(target);
    else alone(() => keys.goTo(target))();
    event.preventDefault();
  };
  const choose = (index: number, how: Choice) => {
    if (how === "reach") reachTo(index);
    else if (how === "too") pickToo(index);
    else {
      picks.clear();
      keys.goTo(index);
      const id = row(index)?.id;
      if (id !== undefined) onChosen(id);
    }
  };
  const { star } = useMarks();
  // A row that is drawn keeps what it was given; what it calls is always the latest.
  const calls = useRef({ choose, onOpen });
  calls.current = { choose, onOpen };
  const onChoose = useCallback((index: number, how: Choice) => calls.current.choose(index, how), []);
  const onOpened = useCallback(() => calls.current.onOpen(), []);
  const onStar = useCallback((id: number, starred: boolean) => star([id], starred), [star]);

  const chosen = selection === null ? null : rowDomId(selection);
  const marks = (index: number) => {
    const id = row(index)?.id;
    const active = id !== undefined && id === selection;
    const picked = picks.count > 0 && picks.has(index);
    return { active, picked, selected: picks.count > 0 ? picked : active };
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
            key={state.base - index}
            row={row(index)}
            index={index}
            total={state.counting ? -1 : state.total}
            top={rows.top(index)}
            {...marks(index)}
            onChoose={onChoose}
            onOpen={onOpened}
            onStar={onStar}
          />
        ))}
      </div>
    </div>
  );
}
