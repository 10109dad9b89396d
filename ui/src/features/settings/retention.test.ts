import { expect, it } from "vitest";
import { bytesOfGib, daysOf, eventsOf, gibOf, textOf } from "./retention";

it("accepts numbers in their units, and an empty field as no limit", () => {
  expect(eventsOf("1 000 000")).toBe(1_000_000);
  expect(eventsOf(" ")).toBeNull();
  expect(daysOf("30")).toBe(30);
  expect(bytesOfGib("0,5")).toBe(512 * 1024 * 1024);
  expect(bytesOfGib("")).toBeNull();
  expect([textOf(null), textOf(7), gibOf(null), gibOf(8 * 1024 ** 3)]).toEqual(["", "7", "", "8"]);
});

it("rejects an invalid limit instead of treating it as no limit", () => {
  for (const wrong of ["0", "-1", "1.5", "1e3", "many", "100000001"])
    expect(eventsOf(wrong), wrong).toBeUndefined();
  for (const wrong of ["0", "36501", "0x10"]) expect(daysOf(wrong), wrong).toBeUndefined();
  for (const wrong of ["0", "1e3", ".", "-2", "100001"]) expect(bytesOfGib(wrong), wrong).toBeUndefined();
});
