import { describe, expect, it } from "vitest";
import type { Lifetime } from "@/ipc/types";
import { barsOf } from "./lifetime-bars";

const at = (minute: number) => `2026-03-11T09:${String(minute).padStart(2, "0")}:00.000000Z`;
const span = (more: Partial<Lifetime>): Lifetime => ({
  thing: "session",
  id: "s",
  name: null,
  came: null,
  came_at: null,
  first_seen: 1,
  first_seen_at: at(0),
  last_seen: 2,
  last_seen_at: at(10),
  went: null,
  went_at: null,
  ...more,
});

describe("lifetime bars", () => {
  it("run from the start or the first sighting to the end or the newest event", () => {
    const bars = barsOf(
      [
        span({}),
        span({
          came: 1,
          came_at: at(10),
          first_seen_at: at(10),
          last_seen_at: at(20),
          went: 9,
          went_at: at(30),
        }),
      ],
      at(40),
    );
    expect(bars).toEqual([
      { from: 0, seen: 0.25, to: 1 },
      { from: 0.25, seen: 0.75, to: 0.75 },
    ]);
  });

  it("fill the whole width when all events have the same time", () => {
    expect(barsOf([span({ last_seen_at: at(0) })], at(0))).toEqual([{ from: 0, seen: 1, to: 1 }]);
  });
});
