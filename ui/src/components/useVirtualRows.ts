// Scrolls any number of rows: measures the viewport, keeps the exact offset (a scaled scrollbar alone is too coarse to
// move by one row), and tells which rows to draw where. Rows have one height, or different heights that are measured as
// they are drawn. The row at the upper edge stays in place while rows above it grow or come in front.
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { evenly, Heights, type Usual } from "./heights";
import {
  anchoredOffset,
  clampOffset,
  contentHeight,
  type Frame,
  isScaled,
  offsetOf,
  revealOffset,
  rowTop,
  scrollTopOf,
  visibleRows,
} from "./rows";
import { useScaledWheel } from "./useScaledWheel";
import { useViewport } from "./useViewport";

export interface VirtualRows<T> {
  ref: RefObject<T | null>;
  height: number;
  offset: number;
  viewport: number;
  start: number;
  end: number;
  top: (index: number) => number;
  /**
   * The ref of a row whose height is to be measured. The row has its distance from the last one in `data-distance` and
   * is keyed by it.
   */
  row: (element: HTMLElement | null) => (() => void) | undefined;
  onScroll: () => void;
  reveal: (index: number) => void;
  moveTo: (offset: number) => void;
}

interface Options {
  /** Rows that came in front since the list was opened. */
  cameInFront?: number;
  /** Rows drawn beyond each edge of the viewport. */
  over?: number;
}

/** A line of the wheel, in pixels. */
const LINE = 28;

interface Place {
  offset: number;
  scrollTop: number;
}

/** `height` is one for all rows, or their usual heights; another object forgets all that was measured. */
export function useVirtualRows<T extends HTMLElement = HTMLDivElement>(
  total: number,
  height: number | Usual,
  { cameInFront = 0, over = 8 }: Options = {},
): VirtualRows<T> {
  const ref = useRef<T>(null);
  const heights = useMemo(() => new Heights(typeof height === "number" ? evenly(height) : height), [height]);
  const viewport = useViewport(ref);
  const [place, setPlace] = useState<Place>({ offset: 0, scrollTop: 0 });
  /** Changes when a row turns out to have another height. */
  const [measured, setMeasured] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a measured height changes what the frame contains.
  const frame: Frame = useMemo(() => ({ total, heights, viewport }), [total, heights, viewport, measured]);
  const latest = useRef({ frame, place });
  latest.current = { frame, place };
  /** The distance from the last row of a row to keep in view until the rows around it are measured. */
  const revealed = useRef<number | null>(null);

  const put = useCallback((next: Place) => {
    latest.current.place = next;
    setPlace(next);
  }, []);
  const moveTo = useCallback(
    (wanted: number) => {
      const { frame } = latest.current;
      const offset = clampOffset(frame, wanted);
      const box = ref.current;
      if (box !== null) box.scrollTop = scrollTopOf(frame, offset);
      put({ offset, scrollTop: box?.scrollTop ?? 0 });
    },
    [put],
  );
  const onScroll = useCallback(() => {
    const box = ref.current;
    if (box === null) return;
    const { frame, place } = latest.current;
    // The echo of a move made here: its exact offset is known and better than what the scrollbar can tell.
    if (Math.abs(box.scrollTop - place.scrollTop) < 1) return;
    revealed.current = null;
    put({ offset: offsetOf(frame, box.scrollTop), scrollTop: box.scrollTop });
  }, [put]);

  const bring = useCallback(
    (distance: number) => {
      const { frame, place } = latest.current;
      const wanted = revealOffset(frame, place.offset, frame.total - 1 - distance);
      if (wanted !== place.offset) moveTo(wanted);
    },
    [moveTo],
  );
  const reveal = useCallback(
    (index: number) => {
      const distance = latest.current.frame.total - 1 - index;
      revealed.current = distance;
      bring(distance);
    },
    [bring],
  );

  const measure = useCallback(
    (elements: readonly HTMLElement[]) => {
      const { frame, place } = latest.current;
      const { heights, total } = frame;
      let moved = 0;
      let changed = false;
      for (const element of elements) {
        const distance = Number(element.dataset.distance);
        const { height } = element.getBoundingClientRect();
        if (height === 0) continue;
        const above = heights.top(total, total - 1 - distance) < place.offset + moved;
        const change = heights.set(distance, height);
        if (change === 0) continue;
        changed = true;
        if (above && place.offset > 0) moved += change;
      }
      if (!changed) return;
      if (moved !== 0) moveTo(place.offset + moved);
      if (revealed.current !== null) bring(revealed.current);
      setMeasured((n) => n + 1);
    },
    [moveTo, bring],
  );
  const { row, takeNew } = useMeasuredElements(measure);

  // What is visible stays where it is. Rows that came in front move everything down; other usual heights keep the row at
  // the upper edge.
  const before = useRef({ total, heights, cameInFront });
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { total, heights, cameInFront };
    const { frame, place } = latest.current;
    const { offset } = place;
    if (was.heights !== heights) {
      revealed.current = null;
      if (offset <= 0) return;
      const index = Math.min(was.heights.at(was.total, offset), Math.max(0, total - 1));
      const into = offset - was.heights.top(was.total, index);
      moveTo(heights.top(total, index) + Math.min(into, Math.max(0, heights.of(total - 1 - index) - 1)));
      return;
    }
    const added = cameInFront - was.cameInFront;
    if (added > 0 && offset > 0) moveTo(anchoredOffset(frame, offset, added));
  }, [total, heights, cameInFront, moveTo]);

  useLayoutEffect(() => {
    const elements = takeNew();
    if (elements.length > 0) measure(elements);
  });

  // A move made before the content grew stopped at its old end.
  useLayoutEffect(() => {
    const box = ref.current;
    const { place } = latest.current;
    if (box === null || Math.abs(box.scrollTop - place.scrollTop) >= 1) return;
    if (Math.abs(scrollTopOf(frame, place.offset) - place.scrollTop) >= 1) moveTo(place.offset);
  }, [frame, moveTo]);

  const moveBy = useCallback((pixels: number) => moveTo(latest.current.place.offset + pixels), [moveTo]);
  const scaled = isScaled(frame);
  useScaledWheel(ref, scaled, LINE, moveBy);

  const offset = clampOffset(frame, place.offset);
  const scrollTop = scaled ? place.scrollTop : offset;
  const top = useCallback(
    (index: number) => rowTop(frame, index, offset, scrollTop),
    [frame, offset, scrollTop],
  );
  const span = visibleRows(frame, offset, over);
  return { ref, height: contentHeight(frame), offset, viewport, ...span, top, row, onScroll, reveal, moveTo };
}

/** Watches the elements that `row` is the ref of. Those that were added since the last call of `takeNew` are new. */
function useMeasuredElements(measure: (elements: readonly HTMLElement[]) => void) {
  const added = useRef<HTMLElement[]>([]);
  const watcher = useMemo(
    () => new ResizeObserver((sizes) => measure(sizes.map((size) => size.target as HTMLElement))),
    [measure],
  );
  const row = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined;
      added.current.push(element);
      watcher.observe(element);
      return () => watcher.unobserve(element);
    },
    [watcher],
  );
  const takeNew = useCallback((): readonly HTMLElement[] => {
    const elements = added.current;
    if (elements.length > 0) added.current = [];
    return elements;
  }, []);
  return { row, takeNew };
}
