// Positions of virtual rows, including lists that are taller than a webview allows. WebKitGTK
// limits content to 33,554,428 px. In taller lists, the scrollbar is scaled, and the rows are
// placed around the exact offset. Pure: the hook in useVirtualRows.ts measures rows and handles
// events.
import type { Heights } from "./heights";

/** The maximum height of the laid-out content in pixels. */
export const MAX_CONTENT_HEIGHT = 33_000_000;

export interface Frame {
  total: number;
  heights: Heights;
  viewport: number;
}

/** The height of all rows. */
const fullHeight = ({ heights, total }: Frame) => heights.last(total);

/** The height of the laid-out content. */
export const contentHeight = (frame: Frame) => Math.min(fullHeight(frame), MAX_CONTENT_HEIGHT);

/** Whether a pixel of the scrollbar represents more than a pixel of rows. */
export const isScaled = (frame: Frame) => fullHeight(frame) > MAX_CONTENT_HEIGHT;

const maxScroll = (height: number, viewport: number) => Math.max(0, height - viewport);

/** The maximum offset, with the last row at the bottom. */
export const lastOffset = (frame: Frame) => maxScroll(fullHeight(frame), frame.viewport);

/** Limits an offset to the rows. */
export const clampOffset = (frame: Frame, offset: number) => Math.min(Math.max(0, offset), lastOffset(frame));

/** The height of the rows above the viewport for a scroll position. */
export function offsetOf(frame: Frame, scrollTop: number): number {
  const max = maxScroll(contentHeight(frame), frame.viewport);
  if (max === 0) return 0;
  const scale = lastOffset(frame) / max;
  return clampOffset(frame, scrollTop * scale);
}

/** The scroll position for an offset. The inverse of `offsetOf`. */
export function scrollTopOf(frame: Frame, offset: number): number {
  const last = lastOffset(frame);
  if (last === 0) return 0;
  const scale = maxScroll(contentHeight(frame), frame.viewport) / last;
  return clampOffset(frame, offset) * scale;
}

export interface Span {
  start: number;
  end: number;
}

/** The rows to render: those in the viewport, and `over` more rows on each side. */
export function visibleRows({ heights, total, viewport }: Frame, offset: number, over: number): Span {
  const bottom = offset + viewport;
  const first = heights.at(total, offset);
  const last = heights.at(total, bottom);
  const afterLast = heights.top(total, last) < bottom ? last + 1 : last;
  const start = Math.max(0, first - over);
  return { start, end: Math.max(start, Math.min(total, afterLast + over)) };
}

/** The position of a row inside the content, for an offset and a scroll position. */
export function rowTop({ heights, total }: Frame, index: number, offset: number, scrollTop: number): number {
  return scrollTop + heights.top(total, index) - offset;
}

/**
 * The offset that keeps the visible rows in place after `added` rows were added in front. An offset
 * of 0 stays 0.
 */
export function anchoredOffset({ heights, total }: Frame, offset: number, added: number): number {
  return offset <= 0 ? 0 : offset + heights.top(total, added);
}

/**
 * The closest offset with the row fully in view. For a row taller than the viewport, its top is at
 * the top edge.
 */
export function revealOffset(frame: Frame, offset: number, index: number): number {
  const { heights, total, viewport } = frame;
  const top = heights.top(total, index);
  const bottom = heights.top(total, index + 1);
  if (top < offset || bottom - top > viewport) return clampOffset(frame, top);
  if (bottom > offset + viewport) return clampOffset(frame, bottom - viewport);
  return clampOffset(frame, offset);
}
