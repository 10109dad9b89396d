import { describe, expect, it } from "vitest";
import { listKey } from "./list-keys";

describe("listKey", () => {
  it("moves by one and stops at both ends", () => {
    expect(listKey("ArrowDown", 3, 5, 2)).toBe(4);
    expect(listKey("ArrowDown", 4, 5, 2)).toBe(4);
    expect(listKey("ArrowUp", 0, 5, 2)).toBe(0);
  });

  it("starts at the first option when none is current", () => {
    expect(listKey("ArrowDown", -1, 5, 2)).toBe(0);
  });

  it("moves by pages of at least one option", () => {
    expect(listKey("PageDown", 0, 100, 10)).toBe(10);
    expect(listKey("PageUp", 5, 100, 10)).toBe(0);
    expect(listKey("PageDown", 0, 100, 0)).toBe(1);
  });

  it("ignores other keys and empty lists", () => {
    expect(listKey("a", 0, 5, 2)).toBeNull();
    expect(listKey("Home", 0, 0, 2)).toBeNull();
  });
});
