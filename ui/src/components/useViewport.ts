// How tall a scrolled box is, in pixels, kept as it changes.
import { type RefObject, useLayoutEffect, useState } from "react";

/** Used until the box is measured, and where nothing has a size. */
const UNMEASURED = 600;

export function useViewport(ref: RefObject<HTMLElement | null>): number {
  const [viewport, setViewport] = useState(UNMEASURED);
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const measure = () => setViewport(box.clientHeight || UNMEASURED);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(box);
    return () => watcher.disconnect();
  }, [ref]);
  return viewport;
}
