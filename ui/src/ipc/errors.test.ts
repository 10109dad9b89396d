import { describe, expect, it } from "vitest";
import { describeError } from "./errors";

describe("the error of a rejected command", () => {
  it("keeps its sentence and gets a title for its code", () => {
    expect(describeError({ code: "database", detail: "The disk is full." })).toEqual({
      code: "database",
      title: "Cannot use the database",
      sentence: "The disk is full.",
    });
  });

  it("is shown as text when its shape is unknown", () => {
    expect(describeError(new Error("no such command")).sentence).toBe("no such command");
    expect(describeError("oops")).toMatchObject({ code: "internal", sentence: "oops" });
    expect(describeError({ code: "made_up", detail: "x" }).code).toBe("internal");
    expect(describeError({ code: "toString", detail: "x" }).title).toEqual(expect.any(String));
  });
});
