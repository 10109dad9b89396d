// What keys and the mouse do in the list.
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { useAction, useUncovered } from "@/actions/Actions";
import type { VirtualRows } from "@/components/useVirtualRows";
import { useMarks } from "@/lib/marks/Marks";
import type { Choice } from "./EventListRow";
import type { Selection } from "./useChosenPlace";
import type { ListingView } from "./useListing";
import { useListKeys } from "./useListKeys";
import type { Picks } from "./usePicks";
import type { Landing } from "./useRemoval";

/** The same as the token --row. */
export const ROW_HEIGHT = 28;

export interface EventListProps {
  state: ListingView;
  selection: Selection;
  /** The index of the chosen row, as far as it is known. */
  place: () => number | null;
  onSelect: (id: number) => void;
  /** An event was chosen alone, by a click. */
  onChosen: (id: number) => void;
  onOpen: () => void;
  onDelete: (() => void) | null;
  picks: Picks;
  /** The row to choose after rows were deleted. */
  landing: Landing | null;
  /** Called with whether the newest row is in view, and with the way to it. */
  onPlace: (atTop: boolean, toTop: () => void) => void;
  /** The previous list had the focus when it was removed. */
  focused: RefObject<boolean>;
}

type Rows = VirtualRows<HTMLDivElement>;
type Keys = ReturnType<typeof useListKeys>;

/** A list that replaces another one takes over its focus. */
function useFocusKept(list: RefObject<HTMLElement | null>, focused: RefObject<boolean>) {
  useLayoutEffect(() => {
    const box = list.current;
    const at = document.activeElement;
    if ((focused.current && at === document.body) || (at !== document.body && at?.contains(box)))
      box?.focus();
    return () => {
      focused.current = document.activeElement === box;
    };
  }, [list, focused]);
}

/** After a deletion the row that moved up is chosen, as soon as the list without the deleted rows is open. */
function useLanding(landing: Landing | null, epoch: number, goTo: (index: number) => void) {
  const landed = useRef({ landing, epoch });
  useEffect(() => {
    if (landing === null || landed.current.landing === landing || landed.current.epoch === epoch) return;
    landed.current = { landing, epoch };
    goTo(landing.index);
  }, [landing, epoch, goTo]);
}

/** How a row is chosen: alone, too, or with all rows up to it. */
function useChoosing({ state, picks, onChosen }: EventListProps, keys: Keys) {
  const pickToo = (index: number) => {
    if (picks.toggle(index)) keys.goTo(index);
  };
  const reachTo = (index: number) => {
    picks.reach(index);
    keys.goTo(index);
  };
  const choose = (index: number, how: Choice) => {
    if (how === "reach") return reachTo(index);
    if (how === "too") return pickToo(index);
    picks.clear();
    keys.goTo(index);
    const id = state.row(index)?.id;
    if (id !== undefined) onChosen(id);
  };
  return { pickToo, reachTo, choose };
}

export function useEventList(props: EventListProps, rows: Rows) {
  const { state, place, onSelect, onOpen, onDelete, picks, landing, focused } = props;
  const { total } = state;
  useFocusKept(rows.ref, focused);
  const page = Math.floor(rows.viewport / ROW_HEIGHT);
  const keys = useListKeys({ state, chosen: place, onSelect, reveal: rows.reveal, page });
  useLanding(landing, state.epoch, keys.goTo);
  const { pickToo, reachTo, choose } = useChoosing(props, keys);

  // Keys move among the picked rows without taking their picks back, so that Space can pick one here and one there.
  const moving = (move: () => void) => () => {
    picks.moved();
    move();
  };
  useAction("next", total > 0 ? moving(() => keys.step(1)) : null);
  useAction("previous", total > 0 ? moving(() => keys.step(-1)) : null);
  useAction("newest", total > 0 ? moving(() => keys.goTo(0)) : null);
  useAction("oldest", total > 0 ? moving(() => keys.goTo(total - 1)) : null);
  useAction("pickAll", total > 1 ? picks.all : null);
  useUncovered(() => {
    keys.revealChosen();
    // The filter field keeps the focus while it is typed in.
    if (document.activeElement === document.body) rows.ref.current?.focus();
  });

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
    else if (target === null || total === 0) return;
    else if (event.shiftKey) reachTo(target);
    else moving(() => keys.goTo(target))();
    event.preventDefault();
  };
  const { star } = useMarks();
  // Rows are memoized: their callbacks stay the same and call the latest version.
  const latest = useRef({ choose, onOpen });
  latest.current = { choose, onOpen };
  return {
    onKeyDown,
    onChoose: useCallback((index: number, how: Choice) => latest.current.choose(index, how), []),
    onOpen: useCallback(() => latest.current.onOpen(), []),
    onStar: useCallback((id: number, starred: boolean) => star([id], starred), [star]),
  };
}
