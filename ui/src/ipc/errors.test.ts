import { describe, expect, it } from "vitest";
import { troubleOf } from "./errors";

describe("what a command rejects with", () => {
  it("keeps the sentence and gets a title by its code", () => {
    expect(troubleOf({ code: "database", detail: "The disk is full." })).toEqual({
      code: "database",
      title: "The database cannot be used",
      sentence: "The disk is full.",
    });
  });

  it("is told as it is when its shape is not known", () => {
    expect(troubleOf(new Error("no such command")).sentence).toBe("no such command");
    expect(troubleOf("oops")).toMatchObject({ code: "internal", sentence: "oops" });
    expect(troubleOf({ code: "made_up", detail: "x" }).code).toBe("internal");
    expect(troubleOf({ code: "toString", detail: "x" }).title).toEqual(expect.any(String));
  });
});
