// Keyboard and mouse handling of the event list.
import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
} from "react";
import { useAction, useUncovered } from "@/actions/Actions";
import type { VirtualRows } from "@/components/useVirtualRows";
import { useAnnotations } from "@/lib/annotations/Annotations";
import { chosenIndex } from "./cursor";
import type { Selection } from "./useChosenPlace";
import type { ListingView } from "./useListing";
import { useListKeys } from "./useListKeys";
import type { Picks } from "./usePicks";
import type { Landing } from "./useRemoval";
import type { SelectMode } from "./useRowClicks";

/** Equal to the CSS token `--row`. */
export const ROW_HEIGHT = 28;

export interface EventListProps {
  state: ListingView;
  selection: Selection;
  /** The index of the chosen row; null if it is unknown. */
  place: () => number | null;
  onSelect: (id: number) => void;
  /** Called after a click on a single event. */
  onChosen: (id: number) => void;
  onOpen: () => void;
  onDelete: (() => void) | null;
  /** Opens the context menu of the row under the pointer. */
  onRowMenu: (event: MouseEvent) => void;
  picks: Picks;
  /** The row to choose after rows were deleted. */
  landing: Landing | null;
  /** Reports whether the newest row is visible, with a function that scrolls to it. */
  onTopChange: (atTop: boolean, toTop: () => void) => void;
  /** Whether the previous list had the focus when it was unmounted. */
  focused: RefObject<boolean>;
}

type Rows = VirtualRows<HTMLDivElement>;
type Keys = ReturnType<typeof useListKeys>;

/** Moves the focus of an unmounted list to the list that replaces it. */
function useFocusTransfer(list: RefObject<HTMLElement | null>, focused: RefObject<boolean>) {
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

/** After a deletion, chooses the row that moved up when the listing without the rows opens. */
function useLanding(landing: Landing | null, epoch: number, goTo: (index: number) => void) {
  const landed = useRef({ landing, epoch });
  useEffect(() => {
    if (landing === null || landed.current.landing === landing || landed.current.epoch === epoch) return;
    landed.current = { landing, epoch };
    goTo(landing.index);
  }, [landing, epoch, goTo]);
}

/** Selects a row in one of the modes. */
function useRowSelection({ state, picks, onChosen }: EventListProps, keys: Keys) {
  const togglePick = (index: number) => {
    if (picks.toggle(index)) keys.goTo(index);
  };
  const extendTo = (index: number) => {
    picks.extend(index);
    keys.goTo(index);
  };
  const choose = (id: number, mode: SelectMode) => {
    const index = chosenIndex(null, id, state);
    if (mode === "single") {
      picks.clear();
      keys.choose(id, index);
      return onChosen(id);
    }
    if (index === null) return;
    if (mode === "range") extendTo(index);
    else togglePick(index);
  };
  return { togglePick, extendTo, choose };
}

export function useEventList(props: EventListProps, rows: Rows) {
  const { state, place, onSelect, onOpen, onDelete, picks, landing, focused } = props;
  const { total } = state;
  useFocusTransfer(rows.ref, focused);
  const page = Math.floor(rows.viewport / ROW_HEIGHT);
  const keys = useListKeys({ state, chosen: place, onSelect, reveal: rows.reveal, page });
  useLanding(landing, state.epoch, keys.goTo);
  const { togglePick, extendTo, choose } = useRowSelection(props, keys);

  // Navigation keys keep the picks, so that Space can pick rows that are not adjacent.
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
    // The filter field keeps the focus while the user types.
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
      if (index !== null) togglePick(index);
    } else if (event.key === "Enter") onOpen();
    else if (event.key === "Delete") onDelete?.();
    else if (target === null || total === 0) return;
    else if (event.shiftKey) extendTo(target);
    else moving(() => keys.goTo(target))();
    event.preventDefault();
  };
  const { star } = useAnnotations();
  return { onKeyDown, choose, star: (id: number, starred: boolean) => star([id], starred) };
}
