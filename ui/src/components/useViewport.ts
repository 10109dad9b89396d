// The current height of a scroll container in pixels.
import { type RefObject, useLayoutEffect, useState } from "react";

/** The height before the first measurement, and in tests without layout. */
const DEFAULT_HEIGHT = 600;

export function useViewport(ref: RefObject<HTMLElement | null>): number {
  const [viewport, setViewport] = useState(DEFAULT_HEIGHT);
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const measure = () => setViewport(box.clientHeight || DEFAULT_HEIGHT);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [ref]);
  return viewport;
}
