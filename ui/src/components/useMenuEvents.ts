// The events that open a context menu: the right mouse button, and the Menu key or Shift F10, which
// open the menu of the focused element.
import { useEffect, useRef } from "react";
import type { OpenContextMenu } from "./ContextMenu";
import { isEditable } from "./editable";

/** The distance of the menu from the left edge of a wide element, in pixels. */
const MAX_INSET_PX = 24;

const isMenuKey = ({ key, shiftKey }: KeyboardEvent) => key === "ContextMenu" || (key === "F10" && shiftKey);

/** The focused element, or its option or row that acts as focused. */
function pointedElement(focused: Element): Element {
  const active = focused.getAttribute("aria-activedescendant");
  if (active !== null) return document.getElementById(active) ?? focused;
  return focused.querySelector('[data-here="true"]') ?? focused;
}

const keyboardEvents = new WeakSet<Event>();

/** Whether a key opens the menu, so that it belongs to the cursor and not to the pointer. */
export const isFromKeyboard = (event: Event) => keyboardEvents.has(event);

/** The cursor in a focused text; null in other elements and while it is out of view. */
function caretBox(focused: Element): DOMRect | null {
  const selection = window.getSelection();
  if (selection === null || selection.rangeCount === 0) return null;
  if (selection.focusNode === focused || !focused.contains(selection.focusNode)) return null;
  const box = selection.getRangeAt(0).getBoundingClientRect();
  const visible = focused.getBoundingClientRect();
  return box.height > 0 && box.bottom > visible.top && box.top < visible.bottom ? box : null;
}

/** Opens the menu of the focused element, below it or its cursor, as the right mouse button does. */
function openAtFocus(focused: Element) {
  const element = pointedElement(focused);
  const caret = caretBox(focused);
  const box = caret ?? element.getBoundingClientRect();
  const event = new MouseEvent("contextmenu", {
    bubbles: true,
    cancelable: true,
    clientX: box.left + Math.min(box.width / 2, MAX_INSET_PX),
    clientY: Math.min(box.bottom, focused.getBoundingClientRect().bottom),
  });
  keyboardEvents.add(event);
  element.dispatchEvent(event);
}

/** The part of the window below an open menu at this position. */
const belowMenu = (menu: Element, x: number, y: number): Element | undefined =>
  document.elementsFromPoint?.(x, y).find((element) => !menu.contains(element));

/** `show` opens the menu of an element, and `close` closes the open menu. */
export function useMenuEvents(show: OpenContextMenu, close: () => void) {
  const latest = useRef({ show, close });
  latest.current = { show, close };
  useEffect(() => {
    const onMenu = (event: MouseEvent) => {
      const { target } = event;
      if (event.defaultPrevented || isEditable(target)) return;
      latest.current.show(event, { label: "Selected text", actions: [] });
      // Without actions, too: the menu of the webview has Back and Reload.
      event.preventDefault();
      const menu = target instanceof Element ? target.closest("[data-menu-layer]") : null;
      if (menu === null || (target as Element).closest('[role="menu"]') !== null) return;
      // An open menu covers the window. The press closed it, and belongs to the element below.
      latest.current.close();
      const { clientX, clientY } = event;
      const below = belowMenu(menu, clientX, clientY);
      below?.dispatchEvent(
        new MouseEvent("contextmenu", { bubbles: true, cancelable: true, clientX, clientY }),
      );
    };
    const onKey = (event: KeyboardEvent) => {
      const focused = document.activeElement;
      if (!isMenuKey(event) || focused === null || isEditable(focused)) return;
      event.preventDefault();
      if (focused.closest('[role="menu"]') === null) openAtFocus(focused);
    };
    window.addEventListener("contextmenu", onMenu);
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("contextmenu", onMenu);
      window.removeEventListener("keydown", onKey);
    };
  }, []);
}
