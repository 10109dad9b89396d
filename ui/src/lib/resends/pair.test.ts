import { describe, expect, it } from "vitest";
import { responsesOf, toggledPair } from "./pair";

describe("a selection of two responses", () => {
  it("holds two responses and drops the older one for a third", () => {
    expect(toggledPair([], 1)).toEqual([1]);
    expect(toggledPair([1], 2)).toEqual([1, 2]);
    expect(toggledPair([1, 2], 3)).toEqual([2, 3]);
  });

  it("drops a response that is toggled again", () => {
    expect(toggledPair([1, 2], 1)).toEqual([2]);
  });

  it("has the earlier response as the older side", () => {
    expect(responsesOf(7, 1)).toEqual({ what: "responses", old: 1, new: 7 });
  });
});
