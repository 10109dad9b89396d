import { describe, expect, it } from "vitest";
import { fakeTokens } from "@/test/fake-filter";
import { hitsOf } from "./hits";

/** The texts in `body` that a filter highlights. */
function hits(filter: string, body: string, tokens = fakeTokens(filter)): string[] {
  const pattern = hitsOf(filter, tokens);
  return pattern === null ? [] : [...body.matchAll(pattern)].map(([hit]) => hit);
}

describe("the hits of a filter", () => {
  it("are its words from their start, in any case, and its phrases", () => {
    expect(hits("ada", "Ada, Canada, adam")).toEqual(["Ada", "ada"]);
    expect(hits('"two words"', "two words, two  words")).toEqual(["two words"]);
    expect(hits("a.b", "a.b acb")).toEqual(["a.b"]);
  });

  it("are the values of fields that a body can contain, without wildcards", () => {
    expect(hits("type:identity.*,user.created", "identity.email user.created")).toEqual([
      "identity.",
      "user.created",
    ]);
    expect(hits("user:4fe0*", "x4fe0 4fe0-1")).toEqual(["4fe0"]);
    expect(hits("has:note vendor:github", "note github")).toEqual([]);
  });

  it("are the values of members that have to be equal", () => {
    expect(hits("/a/b=4fe0", "4fe0")).toEqual(["4fe0"]);
    const text = "/a!=4fe0";
    const tokens = [
      { start: 0, end: 2, kind: "pointer" },
      { start: 2, end: 4, kind: "sign" },
      { start: 4, end: 8, kind: "value" },
    ] as const;
    expect(hits(text, "4fe0", [...tokens])).toEqual([]);
  });

  it("leave out what is negated, and texts that are too short", () => {
    expect(hits("-type:user.created ada", "user.created ada")).toEqual(["ada"]);
    const tokens = [
      { start: 0, end: 1, kind: "not" },
      { start: 1, end: 2, kind: "parenthesis" },
      { start: 2, end: 5, kind: "word" },
      { start: 6, end: 9, kind: "word" },
      { start: 9, end: 10, kind: "parenthesis" },
      { start: 11, end: 14, kind: "word" },
    ] as const;
    expect(hits("-(ada bob) eve", "ada bob eve", [...tokens])).toEqual(["eve"]);
    expect(hits("a", "a")).toEqual([]);
  });
});
