import { describe, expect, it } from "vitest";
import { along, labeledEvents, nearest, tickStep, ticksOf } from "./track";

describe("the track of a history", () => {
  it("runs from the oldest event to the newest", () => {
    expect([0, 1, 2].map((distance) => along(distance, 3))).toEqual([0, 0.5, 1]);
    expect(along(0, 1)).toBe(0.5);
  });

  it("finds the event nearest to a position", () => {
    expect(nearest(0.4, 3)).toBe(1);
    expect(nearest(-1, 3)).toBe(0);
    expect(nearest(9, 1000)).toBe(999);
    for (let distance = 0; distance < 1000; distance += 1)
      expect(nearest(along(distance, 1000), 1000)).toBe(distance);
  });

  it("has one tick per event in a short history, and one tick per several events in a long one", () => {
    expect(tickStep(100)).toBe(1);
    expect(tickStep(1000)).toBe(10);
    expect(tickStep(1_000_000)).toBe(10_000);
    expect(ticksOf(3)).toEqual([0, 1, 2]);
    expect(ticksOf(1000)).toHaveLength(101);
    expect(ticksOf(1000).at(-1)).toBe(999);
    expect(ticksOf(0)).toEqual([]);
  });

  it("labels both ends and some events between them with their days", () => {
    expect(labeledEvents(0)).toEqual([]);
    expect(labeledEvents(1)).toEqual([0]);
    expect(labeledEvents(3)).toEqual([0, 1, 2]);
    expect(labeledEvents(1001)).toEqual([0, 250, 500, 750, 1000]);
  });
});
