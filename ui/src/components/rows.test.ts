import { describe, expect, it } from "vitest";
import { Heights, uniformHeights } from "./heights";
import {
  anchoredOffset,
  clampOffset,
  contentHeight,
  type Frame,
  lastOffset,
  MAX_CONTENT_HEIGHT,
  offsetOf,
  revealOffset,
  rowTop,
  scrollTopOf,
  visibleRows,
} from "./rows";

const frame = (total: number): Frame => ({ total, heights: new Heights(uniformHeights(28)), viewport: 700 });
const WEBKIT_MAX_HEIGHT = 33_554_428;

describe("rows that fit into the maximum height", () => {
  it("are positioned at their index times their height", () => {
    const f = frame(1000);
    expect(contentHeight(f)).toBe(28_000);
    expect(offsetOf(f, 560)).toBe(560);
    expect(rowTop(f, 25, 560, 560)).toBe(700);
  });

  it("are rendered only in the viewport", () => {
    expect(visibleRows(frame(1000), 560, 2)).toEqual({ start: 18, end: 47 });
    expect(visibleRows(frame(3), 0, 8)).toEqual({ start: 0, end: 3 });
    expect(visibleRows(frame(0), 0, 8)).toEqual({ start: 0, end: 0 });
  });
});

describe("rows that exceed the maximum height", () => {
  const f = frame(10_000_000);

  it("keep the content below the limit of the webview", () => {
    expect(contentHeight(f)).toBe(MAX_CONTENT_HEIGHT);
    expect(MAX_CONTENT_HEIGHT).toBeLessThan(WEBKIT_MAX_HEIGHT);
  });

  it("are all reachable with the scrollbar", () => {
    expect(offsetOf(f, 0)).toBe(0);
    expect(offsetOf(f, MAX_CONTENT_HEIGHT - f.viewport)).toBe(lastOffset(f));
    const { end } = visibleRows(f, lastOffset(f), 0);
    expect(end).toBe(f.total);
  });

  it("keep an offset when converted to a scroll position and back", () => {
    for (const offset of [0, 1, 28, 12_345_678, 140_000_000, lastOffset(f)]) {
      expect(offsetOf(f, scrollTopOf(f, offset))).toBeCloseTo(offset, 3);
    }
  });

  it("are rendered inside the viewport despite rounded scroll positions", () => {
    const offset = 140_000_014;
    const scrollTop = Math.round(scrollTopOf(f, offset));
    const { start, end } = visibleRows(f, offset, 0);
    expect(rowTop(f, start, offset, scrollTop) - scrollTop).toBeGreaterThan(-28);
    expect(rowTop(f, end - 1, offset, scrollTop) - scrollTop).toBeLessThan(f.viewport);
    expect(rowTop(f, start + 1, offset, scrollTop) - rowTop(f, start, offset, scrollTop)).toBe(28);
  });
});

describe("rows that are added in front", () => {
  it("do not move the visible rows", () => {
    const before = frame(1000);
    const after = frame(1012);
    const offset = 2800;
    const moved = anchoredOffset(after, offset, 12);
    expect(visibleRows(before, offset, 0).start + 12).toBe(visibleRows(after, moved, 0).start);
  });

  it("are shown if the list is at the top", () => {
    expect(anchoredOffset(frame(12), 0, 12)).toBe(0);
  });
});

describe("scrolling a row into view", () => {
  const f = frame(1000);

  it("moves as little as possible", () => {
    expect(revealOffset(f, 280, 15)).toBe(280);
    expect(revealOffset(f, 280, 5)).toBe(140);
    expect(revealOffset(f, 280, 40)).toBe(41 * 28 - 700);
  });

  it("stays inside the list", () => {
    expect(revealOffset(f, 0, 5000)).toBe(lastOffset(f));
    expect(clampOffset(frame(3), 900)).toBe(0);
  });
});

describe("rows of different heights", () => {
  const heights = new Heights(uniformHeights(28));
  const f: Frame = { total: 1000, heights, viewport: 700 };
  heights.set(999 - 10, 1000);
  heights.set(999 - 20, 100);

  it("are rendered only in the viewport", () => {
    expect(visibleRows(f, 0, 0)).toEqual({ start: 0, end: 11 });
    expect(visibleRows(f, 300, 0)).toEqual({ start: 10, end: 11 });
    expect(visibleRows(f, 1280, 2)).toEqual({ start: 9, end: 36 });
    expect(rowTop(f, 11, 300, 300)).toBe(1280);
  });

  it("are scrolled fully into view, or with their top if they are taller than the viewport", () => {
    expect(revealOffset(f, 0, 10)).toBe(280);
    expect(revealOffset(f, 880, 20)).toBe(1280 + 9 * 28 + 100 - 700);
    expect(revealOffset(f, 1280, 20)).toBe(1280);
  });

  it("keep the visible rows in place when they are added in front", () => {
    const front = new Heights(uniformHeights(28));
    front.set(999, 128);
    expect(anchoredOffset({ ...f, heights: front }, 300, 2)).toBe(300 + 128 + 28);
  });
});

describe.each([
  ["a million rows, which fit into the maximum height", 1_000_000, false],
  ["two million rows, which exceed it", 2_000_000, true],
])("%s", (_name, total, scaled) => {
  const f = frame(total);
  const max = contentHeight(f) - f.viewport;

  it("are all reachable with the scrollbar, within the limit of the webview", () => {
    expect(contentHeight(f)).toBe(scaled ? MAX_CONTENT_HEIGHT : total * 28);
    expect(contentHeight(f)).toBeLessThan(WEBKIT_MAX_HEIGHT);
    expect(offsetOf(f, 0)).toBe(0);
    expect(offsetOf(f, max)).toBe(total * 28 - 700);
    expect(visibleRows(f, offsetOf(f, max), 0)).toEqual({ start: total - 25, end: total });
  });

  it("show their middle at half the scroll position", () => {
    const offset = offsetOf(f, max / 2);
    const { start, end } = visibleRows(f, offset, 0);
    expect(start).toBe(total / 2 - 13);
    expect(end).toBe(total / 2 + 13);
  });

  it("are scrolled into view exactly, despite rounded scroll positions", () => {
    for (let index = 0; index < total; index += 9973) {
      const offset = revealOffset(f, total * 14, index);
      const scrollTop = Math.round(scrollTopOf(f, offset));
      expect(scrollTop).toBeLessThanOrEqual(max);
      const top = rowTop(f, index, offset, scaled ? scrollTop : offset) - (scaled ? scrollTop : offset);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top + 28).toBeLessThanOrEqual(700);
    }
  });

  it("are all visited when moving row by row", () => {
    for (const from of [0, total / 2, total - 60]) {
      let offset = revealOffset(f, 0, from);
      for (let index = from; index < from + 60 && index < total; index += 1) {
        offset = revealOffset(f, offset, index);
        const { start, end } = visibleRows(f, offset, 0);
        expect(index >= start && index < end).toBe(true);
      }
    }
  });
});
