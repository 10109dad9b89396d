// Clicks on the rows of the event list. A row can move between the press and the release, because
// new events arrive: the click belongs to the event under the pointer at the press.
import { type MouseEvent, useRef } from "react";

/** A click selects one row, Ctrl or Cmd toggles a row, and Shift selects a range. */
export type SelectMode = "single" | "toggle" | "range";

/** A pointer that moves further between press and release drags and does not click. */
const MAX_CLICK_DISTANCE_PX = 5;

interface Press {
  event: number;
  x: number;
  y: number;
}

const eventAt = (target: EventTarget): number | null => {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-event-id]") : null;
  return row === null ? null : Number(row.dataset.eventId);
};

const modeOf = ({ shiftKey, ctrlKey, metaKey }: MouseEvent): SelectMode =>
  shiftKey ? "range" : ctrlKey || metaKey ? "toggle" : "single";

const isClose = ({ x, y }: Press, { clientX, clientY }: MouseEvent) =>
  Math.hypot(clientX - x, clientY - y) <= MAX_CLICK_DISTANCE_PX;

/** The handlers of the element around the rows. Each row has its event in `data-event-id`. */
export function useRowClicks(choose: (event: number, mode: SelectMode) => void, open: () => void) {
  const press = useRef<Press | null>(null);
  const clicked = useRef<number | null>(null);
  return {
    onMouseDown: ({ target, clientX: x, clientY: y }: MouseEvent) => {
      const event = eventAt(target);
      press.current = event === null ? null : { event, x, y };
    },
    onClick: (click: MouseEvent) => {
      const pressed = press.current;
      press.current = null;
      clicked.current = null;
      if (pressed !== null && !isClose(pressed, click)) return;
      const event = pressed?.event ?? eventAt(click.target);
      if (event === null) return;
      clicked.current = event;
      choose(event, modeOf(click));
    },
    onDoubleClick: () => {
      if (clicked.current !== null) open();
    },
  };
}
