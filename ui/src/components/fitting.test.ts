import { describe, expect, it } from "vitest";
import { fittingCount } from "./fitting";

describe("the buttons of a line", () => {
  it("all fit without a menu", () => {
    expect(fittingCount([100, 50, 50], 28, 8, 216)).toBe(3);
    expect(fittingCount([], 28, 8, 0)).toBe(0);
  });

  it("leave room for the menu if one of them does not fit", () => {
    expect(fittingCount([100, 50, 50], 28, 8, 215)).toBe(2);
    expect(fittingCount([100, 50, 50], 28, 8, 193)).toBe(1);
    expect(fittingCount([100, 50, 50], 28, 8, 130)).toBe(0);
  });

  it("leave room for a menu that is always there", () => {
    expect(fittingCount([100, 50, 50], 28, 8, 252, true)).toBe(3);
    expect(fittingCount([100, 50, 50], 28, 8, 251, true)).toBe(2);
  });
});
