import { describe, expect, it } from "vitest";
import type { EventRow } from "@/ipc/types";
import { makeEvent } from "@/test/fake-events";
import { fromNewest, fromOldest, RowCache } from "./row-cache";

/** A window of a listing of `total` events. The ids count up in order of arrival. */
function window(total: number, start: number, len: number) {
  const rows: EventRow[] = [];
  for (let at = start; at < Math.min(total, start + len); at += 1) rows.push(makeEvent(total - at, 1000).row);
  return { total, start, rows };
}

describe("cached rows", () => {
  it("are found at their new index after newer rows arrive", () => {
    const cache = new RowCache();
    cache.store(window(500, 0, 100));
    expect(cache.get(500, 0)?.id).toBe(500);
    expect(cache.get(512, 12)?.id).toBe(500);
    expect(cache.get(512, 0)).toBeUndefined();
  });

  it("are not fetched again after newer rows arrive", () => {
    const cache = new RowCache();
    cache.store(window(500, 0, 100));
    expect(cache.missing(500, 0, 60)).toBeNull();
    expect(cache.missing(512, 12, 72)).toBeNull();
    const missing = cache.missing(512, 0, 60);
    expect(missing?.start).toBe(0);
    expect(missing?.len).toBeGreaterThanOrEqual(12);
  });

  it("are requested in windows that the backend allows", () => {
    const missing = new RowCache().missing(1_000_000, 0, 900);
    expect(missing?.len).toBeLessThanOrEqual(200);
  });

  it("are requested from the first missing row on", () => {
    const cache = new RowCache();
    cache.store(window(500, 100, 100));
    const missing = cache.missing(500, 190, 230);
    expect(missing).not.toBeNull();
    expect(missing?.start).toBeLessThanOrEqual(200);
    expect((missing?.start ?? 0) + (missing?.len ?? 0)).toBeGreaterThanOrEqual(230);
  });

  it("are evicted in the order in which they were fetched", () => {
    const cache = new RowCache();
    for (let start = 0; start < 6000; start += 200) cache.store(window(6000, start, 200));
    expect(cache.get(6000, 0)).toBeUndefined();
    expect(cache.get(6000, 5999)?.id).toBe(1);
  });
});

it("converts an index to a distance from the oldest row and back", () => {
  for (const index of [0, 1, 499]) expect(fromNewest(500, fromOldest(500, index))).toBe(index);
});
