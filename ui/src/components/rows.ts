// Where rows are drawn when there may be more of them than a page can be tall. WebKitGTK caps content at 33,554,428 px;
// above that the scrollbar is a scaled map of the rows, and the rows are placed around the exact offset. Pure: the hook
// that measures and listens is useVirtualRows.ts.
import type { Heights } from "./heights";

/** Content is never laid out taller than this. */
export const TALLEST = 33_000_000;

export interface Frame {
  total: number;
  heights: Heights;
  viewport: number;
}

/** The height of all rows. */
const fullHeight = ({ heights, total }: Frame) => heights.last(total);

/** The height of the content that is laid out. */
export const contentHeight = (frame: Frame) => Math.min(fullHeight(frame), TALLEST);

/** Whether a pixel of the scrollbar stands for more than a pixel of rows. */
export const isScaled = (frame: Frame) => fullHeight(frame) > TALLEST;

const furthest = (height: number, viewport: number) => Math.max(0, height - viewport);

/** The greatest offset: the last row at the bottom. */
export const lastOffset = (frame: Frame) => furthest(fullHeight(frame), frame.viewport);

/** Keeps an offset between the first row and the last. */
export const clampOffset = (frame: Frame, offset: number) => Math.min(Math.max(0, offset), lastOffset(frame));

/** The height of the rows above the viewport, for a position of the scrollbar. */
export function offsetOf(frame: Frame, scrollTop: number): number {
  const most = furthest(contentHeight(frame), frame.viewport);
  if (most === 0) return 0;
  const scale = lastOffset(frame) / most;
  return clampOffset(frame, scrollTop * scale);
}

/** The position of the scrollbar for an offset; the inverse of `offsetOf`. */
export function scrollTopOf(frame: Frame, offset: number): number {
  const last = lastOffset(frame);
  if (last === 0) return 0;
  const scale = furthest(contentHeight(frame), frame.viewport) / last;
  return clampOffset(frame, offset) * scale;
}

export interface Span {
  start: number;
  end: number;
}

/** The rows to draw: those in the viewport and `over` more on both sides. */
export function visibleRows({ heights, total, viewport }: Frame, offset: number, over: number): Span {
  const bottom = offset + viewport;
  const first = heights.at(total, offset);
  const last = heights.at(total, bottom);
  const behind = heights.top(total, last) < bottom ? last + 1 : last;
  const start = Math.max(0, first - over);
  return { start, end: Math.max(start, Math.min(total, behind + over)) };
}

/** Where a row is drawn inside the content, for an offset and the scrollbar's position. */
export function rowTop({ heights, total }: Frame, index: number, offset: number, scrollTop: number): number {
  return scrollTop + heights.top(total, index) - offset;
}

/** The offset that keeps the visible rows in place after `added` rows came in front. At the very top it stays there. */
export function anchoredOffset({ heights, total }: Frame, offset: number, added: number): number {
  return offset <= 0 ? 0 : offset + heights.top(total, added);
}

/** The smallest move that brings a row wholly into view. A row that is taller than the viewport shows its top. */
export function revealOffset(frame: Frame, offset: number, index: number): number {
  const { heights, total, viewport } = frame;
  const top = heights.top(total, index);
  const bottom = heights.top(total, index + 1);
  if (top < offset || bottom - top > viewport) return clampOffset(frame, top);
  if (bottom > offset + viewport) return clampOffset(frame, bottom - viewport);
  return clampOffset(frame, offset);
}
