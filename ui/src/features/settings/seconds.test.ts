import { describe, expect, it } from "vitest";
import { millisOf, secondsOf } from "./seconds";

describe("seconds", () => {
  it("are converted to milliseconds and back, and invalid text is rejected", () => {
    expect([5000, 500, 4250].map(secondsOf)).toEqual(["5", "0.5", "4.25"]);
    expect(["5", " 0.5 ", "4.25", "-1", "x", "", "1e3"].map(millisOf)).toEqual([
      5000,
      500,
      4250,
      null,
      null,
      null,
      null,
    ]);
  });
});
