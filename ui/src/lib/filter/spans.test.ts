import { describe, expect, it } from "vitest";
import { charactersBefore, piecesOf, replaced, unitOf } from "./spans";

describe("positions in a filter", () => {
  it("convert between the characters of the parser and the UTF-16 units of the field", () => {
    expect(charactersBefore("a🦊b", 3)).toBe(2);
    expect(unitOf("a🦊b", 2)).toBe(3);
    expect(unitOf("ab", 9)).toBe(2);
  });

  it("split a text into pieces that cover the whole text", () => {
    const text = "🦊 type:a";
    const pieces = piecesOf(text, {
      text,
      tokens: [
        { start: 0, end: 1, kind: "word" },
        { start: 2, end: 7, kind: "name" },
        { start: 7, end: 8, kind: "value" },
      ],
    });
    expect(pieces).toEqual([
      { text: "🦊", kind: "word" },
      { text: " ", kind: null },
      { text: "type:", kind: "name" },
      { text: "a", kind: "value" },
    ]);
  });

  it("color only the unchanged start while new tokens load", () => {
    const known = {
      text: "type:ab x",
      tokens: [
        { start: 0, end: 5, kind: "name" as const },
        { start: 5, end: 7, kind: "value" as const },
      ],
    };
    expect(piecesOf("type:ac x", known)).toEqual([
      { text: "type:", kind: "name" },
      { text: "a", kind: "value" },
      { text: "c x", kind: null },
    ]);
    expect(piecesOf("", known)).toEqual([]);
  });

  it("place the cursor after an inserted completion", () => {
    expect(replaced("🦊 ty x", 2, 4, "type:")).toEqual({ text: "🦊 type: x", cursor: 8 });
  });
});
