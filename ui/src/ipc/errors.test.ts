import { describe, expect, it } from "vitest";
import { troubleOf } from "./errors";

describe("the error of a rejected command", () => {
  it("keeps its sentence and gets a title for its code", () => {
    expect(troubleOf({ code: "database", detail: "The disk is full." })).toEqual({
      code: "database",
      title: "Cannot use the database",
      sentence: "The disk is full.",
    });
  });

  it("is shown as text when its shape is unknown", () => {
    expect(troubleOf(new Error("no such command")).sentence).toBe("no such command");
    expect(troubleOf("oops")).toMatchObject({ code: "internal", sentence: "oops" });
    expect(troubleOf({ code: "made_up", detail: "x" }).code).toBe("internal");
    expect(troubleOf({ code: "toString", detail: "x" }).title).toEqual(expect.any(String));
  });
});
