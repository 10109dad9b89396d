// Makes the mouse wheel scroll a scaled list by pixels of its rows. In a scaled list, a pixel of
// the scrollbar represents several pixels of rows, so native wheel scrolling would skip rows.
import { type RefObject, useLayoutEffect } from "react";

export function useScaledWheel(
  ref: RefObject<HTMLElement | null>,
  scaled: boolean,
  line: number,
  moveBy: (pixels: number) => void,
): void {
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null || !scaled) return;
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      moveBy(event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * line : event.deltaY);
    };
    box.addEventListener("wheel", onWheel, { passive: false });
    return () => box.removeEventListener("wheel", onWheel);
  }, [ref, scaled, line, moveBy]);
}
