// Clicks on the rows of the event list. A click belongs to the event under the pointer at the press.
import { type MouseEvent, useRef } from "react";
import { isWithoutPress, onRelease, type RowClick } from "@/components/press";

/** A click selects one row, Ctrl or Cmd toggles a row, and Shift selects a range. */
export type SelectMode = "single" | "toggle" | "range";

/** What the pointer presses. */
interface Target {
  event: number;
  /** Whether the star of the row is filled; null if the press is not on the star. */
  star: boolean | null;
}

const targetOf = (element: EventTarget): Target | null => {
  if (!(element instanceof Element)) return null;
  const row = element.closest<HTMLElement>("[data-event-id]");
  const star = element.closest<HTMLElement>("[data-starred]");
  if (row === null) return null;
  return { event: Number(row.dataset.eventId), star: star === null ? null : star.dataset.starred === "true" };
};

const modeOf = ({ shiftKey, ctrlKey, metaKey }: RowClick): SelectMode =>
  shiftKey ? "range" : ctrlKey || metaKey ? "toggle" : "single";

interface RowActions {
  choose: (event: number, mode: SelectMode) => void;
  star: (event: number, starred: boolean) => void;
  /** Opens the chosen event. */
  open: () => void;
}

/**
 * The handlers of the element around the rows. Each row has its event in `data-event-id`, and its
 * star has `data-starred`. The second click of a double click opens the event of the first one,
 * wherever its row is by then.
 */
export function useRowClicks(actions: RowActions) {
  // The list can render between the press and the release.
  const latest = useRef(actions);
  latest.current = actions;
  const run = (target: Target, click: RowClick) => {
    const { choose, star, open } = latest.current;
    const mode = modeOf(click);
    if (target.star !== null) star(target.event, !target.star);
    else if (click.detail === 2 && mode === "single") open();
    else choose(target.event, mode);
  };
  return {
    onMouseDown: (press: MouseEvent) => {
      const target = targetOf(press.target);
      if (target !== null) onRelease(press, (release) => run(target, release));
    },
    onClick: (click: MouseEvent) => {
      const target = isWithoutPress(click) ? targetOf(click.target) : null;
      if (target !== null) run(target, click);
    },
  };
}
