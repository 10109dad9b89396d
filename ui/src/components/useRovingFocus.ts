// A group of buttons with one tab stop. Arrow keys move between the buttons, as the pattern of a
// toolbar in the ARIA Authoring Practices describes.
import { type RefObject, useLayoutEffect } from "react";

interface Options {
  /** The CSS selector of the buttons. */
  selector: string;
  orientation: "horizontal" | "vertical";
}

const STEPS = {
  horizontal: { ArrowRight: 1, ArrowLeft: -1 },
  vertical: { ArrowDown: 1, ArrowUp: -1 },
} as const;

/** The index that a key moves to; null if the key does not move. */
function targetOf(key: string, index: number, count: number, orientation: Options["orientation"]) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = (STEPS[orientation] as Partial<Record<string, number>>)[key];
  return step === undefined ? null : Math.min(Math.max(index + step, 0), count - 1);
}

/**
 * The tab stop is the button that had the focus last. While none of them has the focus, it is the
 * one of the shown page, if there is one.
 */
export function useRovingFocus(box: RefObject<HTMLElement | null>, { selector, orientation }: Options): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    let current: HTMLElement | undefined;
    const stops = () => [...element.querySelectorAll<HTMLElement>(`:is(${selector}):enabled`)];
    const update = () => {
      const all = stops();
      const shown = element.contains(document.activeElement)
        ? undefined
        : all.find((stop) => stop.ariaCurrent === "page");
      current = shown ?? all.find((stop) => stop === current) ?? all[0];
      for (const stop of all) stop.tabIndex = stop === current ? 0 : -1;
    };
    const onFocus = ({ target }: FocusEvent) => {
      const stop = stops().find((one) => one === target);
      if (stop === undefined || stop === current) return;
      current = stop;
      update();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const all = stops();
      const index = event.target instanceof HTMLElement ? all.indexOf(event.target) : -1;
      const to = index < 0 ? null : targetOf(event.key, index, all.length, orientation);
      if (to === null) return;
      all[to]?.focus();
      event.preventDefault();
    };
    update();
    const observer = new MutationObserver(update);
    observer.observe(element, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["disabled", "aria-current"],
    });
    element.addEventListener("focusin", onFocus);
    element.addEventListener("keydown", onKeyDown);
    return () => {
      observer.disconnect();
      element.removeEventListener("focusin", onFocus);
      element.removeEventListener("keydown", onKeyDown);
    };
  }, [box, selector, orientation]);
}
