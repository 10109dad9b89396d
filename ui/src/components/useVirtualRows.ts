// Virtual scrolling for any number of rows. The hook measures the viewport, keeps the exact offset,
// and returns the rows to render with their positions. A scaled scrollbar alone is too coarse to
// move by one row. Rows have one height, or different heights that are measured when they are
// rendered. The row at the top edge stays in place while rows above it grow or are added.
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type EstimatedHeights, Heights, uniformHeights } from "./heights";
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
   * The ref of a row whose height is measured. The row has its distance from the last row in
   * `data-distance`, and is keyed by it.
   */
  row: (element: HTMLElement | null) => (() => void) | undefined;
  onScroll: () => void;
  reveal: (index: number) => void;
  moveTo: (offset: number) => void;
}

interface Options {
  /** By how many rows the visible rows have moved down since the list was opened. */
  addedInFront?: number;
  /** The number of rows rendered beyond each edge of the viewport. */
  over?: number;
}

/** The height of a wheel line in pixels. */
const WHEEL_LINE_PX = 28;

interface ScrollPosition {
  offset: number;
  scrollTop: number;
}

/**
 * `height` is the height of all rows, or their estimated heights. A new object discards all
 * measured heights.
 */
export function useVirtualRows<T extends HTMLElement = HTMLDivElement>(
  total: number,
  height: number | EstimatedHeights,
  { addedInFront: cameInFront = 0, over = 8 }: Options = {},
): VirtualRows<T> {
  const ref = useRef<T>(null);
  const heights = useMemo(
    () => new Heights(typeof height === "number" ? uniformHeights(height) : height),
    [height],
  );
  const viewport = useViewport(ref);
  const [position, setPosition] = useState<ScrollPosition>({ offset: 0, scrollTop: 0 });
  /** Changes when a measured height differs from the previous one. */
  const [measured, setMeasured] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a measured height changes the content of `heights`.
  const frame: Frame = useMemo(() => ({ total, heights, viewport }), [total, heights, viewport, measured]);
  const latest = useRef({ frame, position });
  latest.current = { frame, position };
  /**
   * The revealed row, as its distance from the last row. It stays in view until the rows around it
   * are measured.
   */
  const revealed = useRef<number | null>(null);

  const applyPosition = useCallback((next: ScrollPosition) => {
    latest.current.position = next;
    setPosition(next);
  }, []);
  const moveTo = useCallback(
    (target: number) => {
      const { frame } = latest.current;
      const offset = clampOffset(frame, target);
      const box = ref.current;
      if (box !== null) box.scrollTop = scrollTopOf(frame, offset);
      applyPosition({ offset, scrollTop: box?.scrollTop ?? 0 });
    },
    [applyPosition],
  );
  const onScroll = useCallback(() => {
    const box = ref.current;
    if (box === null) return;
    const { frame, position } = latest.current;
    // `moveTo` caused this scroll event. Its exact offset is more precise than the scroll position.
    if (Math.abs(box.scrollTop - position.scrollTop) < 1) return;
    revealed.current = null;
    applyPosition({ offset: offsetOf(frame, box.scrollTop), scrollTop: box.scrollTop });
  }, [applyPosition]);

  const scrollIntoView = useCallback(
    (distance: number) => {
      const { frame, position } = latest.current;
      const target = revealOffset(frame, position.offset, frame.total - 1 - distance);
      if (target !== position.offset) moveTo(target);
    },
    [moveTo],
  );
  const reveal = useCallback(
    (index: number) => {
      const distance = latest.current.frame.total - 1 - index;
      revealed.current = distance;
      scrollIntoView(distance);
    },
    [scrollIntoView],
  );

  const measure = useCallback(
    (elements: readonly HTMLElement[]) => {
      const { frame, position } = latest.current;
      const { heights, total } = frame;
      let moved = 0;
      let changed = false;
      for (const element of elements) {
        const distance = Number(element.dataset.distance);
        const { height } = element.getBoundingClientRect();
        if (height === 0) continue;
        const above = heights.top(total, total - 1 - distance) < position.offset + moved;
        const change = heights.set(distance, height);
        if (change === 0) continue;
        changed = true;
        if (above && position.offset > 0) moved += change;
      }
      if (!changed) return;
      if (moved !== 0) moveTo(position.offset + moved);
      if (revealed.current !== null) scrollIntoView(revealed.current);
      setMeasured((n) => n + 1);
    },
    [moveTo, scrollIntoView],
  );
  const { row, takeAdded } = useMeasuredElements(measure);

  // The visible rows stay in place. Rows that are added in front move all rows down. New estimated
  // heights keep the row at the top edge.
  const previous = useRef({ total, heights, cameInFront });
  useLayoutEffect(() => {
    const before = previous.current;
    previous.current = { total, heights, cameInFront };
    const { frame, position } = latest.current;
    const { offset } = position;
    if (before.heights !== heights) {
      revealed.current = null;
      if (offset <= 0) return;
      const index = Math.min(before.heights.at(before.total, offset), Math.max(0, total - 1));
      const offsetInRow = offset - before.heights.top(before.total, index);
      const maxOffsetInRow = Math.max(0, heights.of(total - 1 - index) - 1);
      moveTo(heights.top(total, index) + Math.min(offsetInRow, maxOffsetInRow));
      return;
    }
    const added = cameInFront - before.cameInFront;
    if (added !== 0 && offset > 0) moveTo(anchoredOffset(frame, offset, added));
  }, [total, heights, cameInFront, moveTo]);

  useLayoutEffect(() => {
    const elements = takeAdded();
    if (elements.length > 0) measure(elements);
  });

  // If the content has grown since the last move, the scroll position stopped at the previous end.
  // Move again.
  useLayoutEffect(() => {
    const box = ref.current;
    const { position } = latest.current;
    // At the top there is nothing to correct, and reading the scroll position would force a layout.
    if (box === null || position.offset <= 0 || Math.abs(box.scrollTop - position.scrollTop) >= 1) return;
    if (Math.abs(scrollTopOf(frame, position.offset) - position.scrollTop) >= 1) moveTo(position.offset);
  }, [frame, moveTo]);

  const moveBy = useCallback((pixels: number) => moveTo(latest.current.position.offset + pixels), [moveTo]);
  const scaled = isScaled(frame);
  useScaledWheel(ref, scaled, WHEEL_LINE_PX, moveBy);

  const offset = clampOffset(frame, position.offset);
  const scrollTop = scaled ? position.scrollTop : offset;
  const top = useCallback(
    (index: number) => rowTop(frame, index, offset, scrollTop),
    [frame, offset, scrollTop],
  );
  const span = visibleRows(frame, offset, over);
  return { ref, height: contentHeight(frame), offset, viewport, ...span, top, row, onScroll, reveal, moveTo };
}

/**
 * Measures the elements that have `row` as their ref. `takeAdded` returns the elements added since
 * its last call.
 */
function useMeasuredElements(measure: (elements: readonly HTMLElement[]) => void) {
  const added = useRef<HTMLElement[]>([]);
  const observer = useMemo(
    () => new ResizeObserver((sizes) => measure(sizes.map((size) => size.target as HTMLElement))),
    [measure],
  );
  const row = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined;
      added.current.push(element);
      observer.observe(element);
      return () => observer.unobserve(element);
    },
    [observer],
  );
  const takeAdded = useCallback((): readonly HTMLElement[] => {
    const elements = added.current;
    if (elements.length > 0) added.current = [];
    return elements;
  }, []);
  return { row, takeAdded };
}
