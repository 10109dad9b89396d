// Scrolls any number of rows that are as tall as what is in them. Rows are measured as they are drawn; whatever turns
// out taller above the place one reads at, or comes in front of it, moves that place along. What the rows are is not its
// concern; where they stand is worked out in heights.ts and rows.ts.
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Heights, type Usual } from "./heights";
import {
  clampOffset,
  contentHeight,
  type Frame,
  fullHeight,
  offsetOf,
  rowTop,
  scrollTopOf,
  TALLEST,
} from "./rows";
import { useScaledWheel } from "./useScaledWheel";
import { useViewport } from "./useViewport";

export interface TallRows<T> {
  ref: RefObject<T | null>;
  height: number;
  offset: number;
  viewport: number;
  start: number;
  end: number;
  top: (index: number) => number;
  /** To be put on each row, which says its distance from the last one in `data-distance` and is keyed by it. */
  row: (element: HTMLElement | null) => (() => void) | undefined;
  onScroll: () => void;
  reveal: (index: number) => void;
  moveTo: (offset: number) => void;
}

const OVER = 4;
/** A line of the wheel, in pixels. */
const LINE = 28;

/** Rows that came about in other places than in front make another shape: only what stands where is forgotten. */
export function useTallRows<T extends HTMLElement = HTMLDivElement>(
  total: number,
  usual: Usual,
  shape = "",
): TallRows<T> {
  const ref = useRef<T>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape tells all of what is usual.
  const heights = useMemo(() => new Heights(usual), [shape]);
  const viewport = useViewport(ref);
  const [place, setPlace] = useState({ offset: 0, scrollTop: 0 });
  const [, redraw] = useState(0);
  const waiting = useRef<HTMLElement[]>([]);
  /** The distance of a row that is to be in view as soon as the rows around it are measured. */
  const wanted = useRef<number | null>(null);
  // Pixels stand for rows of one pixel each.
  const frame: Frame = { total: heights.last(total), rowHeight: 1, viewport };
  const latest = useRef({ total, place, viewport });
  latest.current = { total, place, viewport };

  const moveTo = useCallback(
    (to: number) => {
      const { total, viewport } = latest.current;
      const frame = { total: heights.last(total), rowHeight: 1, viewport };
      const offset = clampOffset(frame, to);
      const box = ref.current;
      if (box !== null) box.scrollTop = scrollTopOf(frame, offset);
      const next = { offset, scrollTop: box?.scrollTop ?? 0 };
      latest.current.place = next;
      setPlace(next);
    },
    [heights],
  );

  const bring = useCallback(
    (distance: number) => {
      const { total, place, viewport } = latest.current;
      const top = heights.top(total, total - 1 - distance);
      const bottom = heights.top(total, total - distance);
      if (top < place.offset || bottom - top > viewport) moveTo(top);
      else if (bottom > place.offset + viewport) moveTo(bottom - viewport);
    },
    [heights, moveTo],
  );
  const reveal = useCallback(
    (index: number) => {
      const distance = latest.current.total - 1 - index;
      wanted.current = distance;
      bring(distance);
    },
    [bring],
  );

  const measure = useCallback(
    (elements: readonly HTMLElement[]) => {
      const { total, place } = latest.current;
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
      if (wanted.current !== null) bring(wanted.current);
      redraw((n) => n + 1);
    },
    [heights, moveTo, bring],
  );
  const watcher = useMemo(
    () => new ResizeObserver((sizes) => measure(sizes.map((size) => size.target as HTMLElement))),
    [measure],
  );
  const row = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined;
      waiting.current.push(element);
      watcher.observe(element);
      return () => watcher.unobserve(element);
    },
    [watcher],
  );
  // What a person reads stays where it is: rows that came in front move everything down, another shape keeps the row at
  // the upper edge.
  const before = useRef({ total, heights });
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { total, heights };
    const { offset } = latest.current.place;
    if (was.heights !== heights) {
      wanted.current = null;
      if (offset <= 0) return;
      const index = Math.min(was.heights.at(was.total, offset), Math.max(0, total - 1));
      const into = offset - was.heights.top(was.total, index);
      moveTo(heights.top(total, index) + Math.min(into, Math.max(0, heights.of(total - 1 - index) - 1)));
      return;
    }
    const grown = heights.last(total) - heights.last(was.total);
    if (grown > 0 && offset > 0) moveTo(offset + grown);
  }, [total, heights, moveTo]);

  useLayoutEffect(() => {
    const elements = waiting.current;
    waiting.current = [];
    if (elements.length > 0) measure(elements);
  });

  const onScroll = useCallback(() => {
    const box = ref.current;
    if (box === null) return;
    const { total, place, viewport } = latest.current;
    // The echo of a move made here.
    if (Math.abs(box.scrollTop - place.scrollTop) < 1) return;
    wanted.current = null;
    const frame = { total: heights.last(total), rowHeight: 1, viewport };
    const next = { offset: offsetOf(frame, box.scrollTop), scrollTop: box.scrollTop };
    latest.current.place = next;
    setPlace(next);
  }, [heights]);

  const moveBy = useCallback((pixels: number) => moveTo(latest.current.place.offset + pixels), [moveTo]);
  useScaledWheel(ref, fullHeight(frame) > TALLEST, LINE, moveBy);

  const offset = clampOffset(frame, place.offset);
  // A move made before the content had grown stopped at its old end.
  useLayoutEffect(() => {
    const box = ref.current;
    const { place } = latest.current;
    if (box === null || Math.abs(box.scrollTop - place.scrollTop) >= 1) return;
    const now: Frame = { total: heights.last(total), rowHeight: 1, viewport };
    if (Math.abs(scrollTopOf(now, place.offset) - place.scrollTop) >= 1) moveTo(place.offset);
  });
  const start = Math.max(0, heights.at(total, offset) - OVER);
  const end = Math.min(total, heights.at(total, offset + viewport) + 1 + OVER);
  const top = (index: number) =>
    rowTop(frame, heights.top(total, index), offset, fullHeight(frame) > TALLEST ? place.scrollTop : offset);
  return {
    ref,
    height: contentHeight(frame),
    offset,
    viewport,
    start,
    end,
    top,
    row,
    onScroll,
    reveal,
    moveTo,
  };
}
