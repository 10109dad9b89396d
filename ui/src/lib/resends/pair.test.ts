import { describe, expect, it } from "vitest";
import { responsesOf, toggledPair } from "./pair";

describe("a selection of two responses", () => {
  it("grows up to two, of which the older one gives way to a third", () => {
    expect(toggledPair([], 1)).toEqual([1]);
    expect(toggledPair([1], 2)).toEqual([1, 2]);
    expect(toggledPair([1, 2], 3)).toEqual([2, 3]);
  });

  it("loses the one that is pressed again", () => {
    expect(toggledPair([1, 2], 1)).toEqual([2]);
  });

  it("is compared from the earlier to the later one", () => {
    expect(responsesOf(7, 1)).toEqual({ what: "responses", old: 1, new: 7 });
  });
});
