import { expect, it } from "vitest";
import { NORMAL_ZOOM, nextZoom, parseZoom, ZOOM_LEVELS } from "./zoom";

it("moves from level to level, and stops at both ends", () => {
  expect([nextZoom(100, 1), nextZoom(100, -1)]).toEqual([110, 90]);
  expect(nextZoom(ZOOM_LEVELS.at(-1) ?? 0, 1)).toBeNull();
  expect(nextZoom(ZOOM_LEVELS[0] ?? 0, -1)).toBeNull();
  expect(Math.max(...ZOOM_LEVELS)).toBeGreaterThanOrEqual(200);
});

it("ignores a stored value that is not a level", () => {
  expect(parseZoom("150")).toBe(150);
  for (const text of [null, "", "101", "wide"]) expect(parseZoom(text)).toBe(NORMAL_ZOOM);
});
