import { describe, expect, it } from "vitest";
import { randomJson, rng } from "@/test/random-json";
import { editedText, isCompact, reindent, spaceEdits, tokens } from "./reindent";

describe("indenting JSON", () => {
  it("keeps every token and their order", () => {
    const next = rng(7);
    for (let run = 0; run < 400; run += 1) {
      const text = randomJson(next);
      expect([...tokens(reindent(text))], text).toEqual([...tokens(text)]);
    }
  });

  it("changes nothing when repeated", () => {
    const next = rng(11);
    for (let run = 0; run < 200; run += 1) {
      const once = reindent(randomJson(next));
      expect(reindent(once)).toBe(once);
    }
  });

  it("keeps the digits of numbers that exceed JavaScript's precision", () => {
    const digits = "1234567890123456789012345678901234567890";
    expect(reindent(`{"seq":${digits},"far":1e400,"cents":10.500}`)).toBe(
      `{\n  "seq": ${digits},\n  "far": 1e400,\n  "cents": 10.500\n}`,
    );
  });

  it("keeps members with duplicate names", () => {
    expect(reindent('{"a":1,"a":2}')).toBe('{\n  "a": 1,\n  "a": 2\n}');
  });

  it("leaves empty objects and arrays on one line", () => {
    expect(reindent('{"a":{},"b":[ ]}')).toBe('{\n  "a": {},\n  "b": []\n}');
  });

  it("handles a hundred thousand levels", () => {
    const depth = 100_000;
    const text = "[".repeat(depth) + "]".repeat(depth);
    expect(reindent(text).replace(/\s/g, "")).toBe(text);
  });

  it("copies invalid and truncated text instead of failing", () => {
    for (const text of ['{"a": "unfinish', '{"a":1,}', "]]", '{"a" "b" 1 2}', '"\\', ""]) {
      expect([...tokens(reindent(text))], text).toEqual([...tokens(text)]);
    }
  });
});

describe("edits between two layouts", () => {
  it("turn one text into the other", () => {
    const next = rng(17);
    for (let run = 0; run < 200; run += 1) {
      const text = randomJson(next);
      const laidOut = reindent(text);
      expect(editedText(text, spaceEdits(text, laidOut))).toBe(laidOut);
      expect(editedText(laidOut, spaceEdits(laidOut, text))).toBe(text);
    }
  });

  it("replace the whole text if the tokens differ", () => {
    expect(editedText("[1]", spaceEdits("[1]", "[ 2 ]"))).toBe("[ 2 ]");
    expect(editedText("[1]", spaceEdits("[1]", ""))).toBe("");
  });
});

describe("isCompact", () => {
  it("is true for one long line and false for short lines", () => {
    const items = Array.from({ length: 60 }, (_, at) => `"item ${at}"`);
    expect(isCompact(`[${items.join(",")}]`)).toBe(true);
    expect(isCompact(`[\n  ${items.join(",\n  ")}\n]`)).toBe(false);
    expect(isCompact("{}")).toBe(false);
  });
});
