// Clicks on rows that can move. Between the press and the release of the button, new rows can move
// the pressed row or remove its element, and the browser then sends no click. So the release
// completes the click, for the row that was pressed.

/** The part of a mouse event that a click on a row uses. */
export type RowClick = Pick<MouseEvent, "ctrlKey" | "metaKey" | "shiftKey" | "detail">;

/** A pointer that moves further between press and release drags and does not click. */
const MAX_CLICK_DISTANCE_PX = 5;

const PRIMARY_BUTTON = 0;

type Press = Pick<MouseEvent, "button" | "clientX" | "clientY">;

/** Calls `click` when the button is released near the press. Does nothing for other buttons. */
export function onRelease(press: Press, click: (release: RowClick) => void) {
  if (press.button !== PRIMARY_BUTTON) return;
  const release = (event: MouseEvent) => {
    const distance = Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY);
    if (event.button === PRIMARY_BUTTON && distance <= MAX_CLICK_DISTANCE_PX) click(event);
  };
  window.addEventListener("mouseup", release, { once: true });
}

/** Whether a click came without a press: from assistive technology. */
export const isWithoutPress = (click: RowClick) => click.detail === 0;

/** Marks an element inside a row that handles its own clicks. */
export const OWN_CLICKS = { "data-own-clicks": true } as const;

/** Whether the press is on a control inside the row, which handles its own clicks. */
export const isOnControl = (target: EventTarget) =>
  target instanceof Element && target.closest("button, a, [data-own-clicks]") !== null;
