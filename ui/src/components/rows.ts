// Where rows of one fixed height stand when there may be more of them than a page can be tall. WebKitGTK caps content
// at 33,554,428 px; above that the scrollbar is a scaled map of the rows, and the rows are placed around the exact
// offset. Pure: the hook that measures and listens is useRows.ts.

/** Content is never laid out taller than this. */
export const TALLEST = 33_000_000;

export interface Frame {
  total: number;
  rowHeight: number;
  viewport: number;
}

/** Pixels all rows would need. */
export const fullHeight = (frame: Frame) => frame.total * frame.rowHeight;

/** Pixels the content is given. */
export const contentHeight = (frame: Frame) => Math.min(fullHeight(frame), TALLEST);

const furthest = (height: number, viewport: number) => Math.max(0, height - viewport);

/** The greatest offset there is: the last row at the bottom. */
export const lastOffset = (frame: Frame) => furthest(fullHeight(frame), frame.viewport);

/** Keeps an offset between the first row and the last. */
export const clampOffset = (frame: Frame, offset: number) => Math.min(Math.max(0, offset), lastOffset(frame));

/** Pixels of rows above the viewport, for a position of the scrollbar. */
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

/** The rows to draw: those that can be seen and `over` more on both sides. */
export function visibleRows(frame: Frame, offset: number, over: number): Span {
  const start = Math.max(0, Math.floor(offset / frame.rowHeight) - over);
  const end = Math.min(frame.total, Math.ceil((offset + frame.viewport) / frame.rowHeight) + over);
  return { start, end: Math.max(start, end) };
}

/** Where a row is drawn inside the content, for an offset and the scrollbar's position. */
export function rowTop(frame: Frame, index: number, offset: number, scrollTop: number): number {
  return scrollTop + index * frame.rowHeight - offset;
}

/** The offset that shows what was shown before, after `added` rows came in front. At the very top it stays there. */
export function anchoredOffset(offset: number, added: number, rowHeight: number): number {
  return offset <= 0 ? 0 : offset + added * rowHeight;
}

/** The smallest move that brings a row wholly into view. */
export function revealOffset(frame: Frame, offset: number, index: number): number {
  const top = index * frame.rowHeight;
  const bottom = top + frame.rowHeight;
  if (top < offset) return clampOffset(frame, top);
  if (bottom > offset + frame.viewport) return clampOffset(frame, bottom - frame.viewport);
  return clampOffset(frame, offset);
}
