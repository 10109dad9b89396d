// Scrolls any number of rows of one height: measures the viewport, keeps the exact offset (a scaled scrollbar alone
// would be too coarse to move by one row), and says which rows to draw where. What the rows are is not its concern.
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import {
  anchoredOffset,
  clampOffset,
  contentHeight,
  type Frame,
  fullHeight,
  offsetOf,
  revealOffset,
  rowTop,
  scrollTopOf,
  TALLEST,
  visibleRows,
} from "./rows";
import { useScaledWheel } from "./useScaledWheel";
import { useViewport } from "./useViewport";

export interface Rows<T> {
  ref: RefObject<T | null>;
  height: number;
  offset: number;
  viewport: number;
  start: number;
  end: number;
  top: (index: number) => number;
  onScroll: () => void;
  reveal: (index: number) => void;
  moveTo: (offset: number) => void;
}

const OVER = 8;

export function useRows<T extends HTMLElement = HTMLDivElement>(
  total: number,
  rowHeight: number,
  cameInFront = 0,
): Rows<T> {
  const ref = useRef<T>(null);
  const viewport = useViewport(ref);
  const [place, setPlace] = useState({ offset: 0, scrollTop: 0 });
  const frame: Frame = useMemo(() => ({ total, rowHeight, viewport }), [total, rowHeight, viewport]);
  const latest = useRef({ frame, place });
  latest.current = { frame, place };

  const moveTo = useCallback((wanted: number) => {
    const { frame } = latest.current;
    const offset = clampOffset(frame, wanted);
    const box = ref.current;
    if (box !== null) box.scrollTop = scrollTopOf(frame, offset);
    const next = { offset, scrollTop: box?.scrollTop ?? 0 };
    latest.current.place = next;
    setPlace(next);
  }, []);

  const onScroll = useCallback(() => {
    const box = ref.current;
    if (box === null) return;
    const { frame, place } = latest.current;
    // The echo of a move made here: its exact offset is known and better than what the scrollbar can tell.
    if (Math.abs(box.scrollTop - place.scrollTop) < 1) return;
    const next = { offset: offsetOf(frame, box.scrollTop), scrollTop: box.scrollTop };
    latest.current.place = next;
    setPlace(next);
  }, []);

  const reveal = useCallback(
    (index: number) => {
      const { frame, place } = latest.current;
      const wanted = revealOffset(frame, place.offset, index);
      if (wanted !== place.offset) moveTo(wanted);
    },
    [moveTo],
  );

  // Rows that came in front move everything down; a person who reads further below must not notice.
  const seen = useRef(cameInFront);
  useLayoutEffect(() => {
    const added = cameInFront - seen.current;
    seen.current = cameInFront;
    const { offset } = latest.current.place;
    if (added > 0 && offset > 0) moveTo(anchoredOffset(offset, added, rowHeight));
  }, [cameInFront, rowHeight, moveTo]);

  const moveBy = useCallback((pixels: number) => moveTo(latest.current.place.offset + pixels), [moveTo]);
  useScaledWheel(ref, fullHeight(frame) > TALLEST, rowHeight, moveBy);

  const offset = clampOffset(frame, place.offset);
  const span = visibleRows(frame, offset, OVER);
  const top = useCallback(
    (index: number) => rowTop(frame, index, offset, fullHeight(frame) > TALLEST ? place.scrollTop : offset),
    [frame, offset, place.scrollTop],
  );
  return { ref, height: contentHeight(frame), offset, viewport, ...span, top, onScroll, reveal, moveTo };
}
