// F6 and Shift+F6 move the focus between the panes of the window, and the dividers between them.
import { useEffect, useRef } from "react";
import { useAction } from "@/actions/Actions";

/** Panes have the attribute `data-pane`. Dividers are focusable only by these keys. */
const DIVIDERS = '[role="separator"][data-divider]';
const PANES = `[data-pane], ${DIVIDERS}`;

const FOCUSABLE =
  'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex], [contenteditable="true"]';

const isReachable = (element: HTMLElement) =>
  element.closest("[inert], [hidden]") === null && element.tabIndex >= 0;

/** The element of a pane that takes the focus: the one that had it last, or the first one. */
function entryOf(pane: HTMLElement, last: HTMLElement | undefined): HTMLElement | undefined {
  if (pane.matches(DIVIDERS)) return pane;
  if (last?.isConnected === true && pane.contains(last) && isReachable(last)) return last;
  const inside = [...pane.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(isReachable);
  return inside.find((element) => element.matches('[role="listbox"], [role="tree"]')) ?? inside[0];
}

export function usePaneKeys(): void {
  const lastFocused = useRef(new WeakMap<Element, HTMLElement>());
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      const pane = target.closest("[data-pane]");
      if (pane !== null) lastFocused.current.set(pane, target);
    };
    document.addEventListener("focusin", onFocus);
    return () => document.removeEventListener("focusin", onFocus);
  }, []);
  const move = (direction: 1 | -1) => () => {
    const panes = [...document.querySelectorAll<HTMLElement>(PANES)]
      .filter((pane) => pane.closest("[inert], [hidden]") === null)
      .map((pane) => ({ pane, entry: entryOf(pane, lastFocused.current.get(pane)) }))
      .filter(({ entry }) => entry !== undefined);
    const at = document.activeElement;
    const index = panes.findIndex(({ pane }) => pane.contains(at));
    const start = index < 0 && direction < 0 ? 0 : index;
    panes[(start + direction + panes.length) % panes.length]?.entry?.focus();
  };
  const latestMove = useRef(move);
  latestMove.current = move;
  // The library of the dividers moves F6 from divider to divider, and ends the event.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "F6" || !(event.target instanceof Element)) return;
      if (!event.target.matches(DIVIDERS)) return;
      event.preventDefault();
      event.stopPropagation();
      latestMove.current(event.shiftKey ? -1 : 1)();
    };
    document.addEventListener("keydown", onKeyDown, true);
    return () => document.removeEventListener("keydown", onKeyDown, true);
  }, []);
  useAction("nextPane", move(1));
  useAction("previousPane", move(-1));
}
