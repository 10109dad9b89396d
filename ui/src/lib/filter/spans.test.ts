import { describe, expect, it } from "vitest";
import { charactersBefore, piecesOf, replaced, unitOf } from "./spans";

describe("places in a filter", () => {
  it("are characters for the parser and units for the field", () => {
    expect(charactersBefore("a🦊b", 3)).toBe(2);
    expect(unitOf("a🦊b", 2)).toBe(3);
    expect(unitOf("ab", 9)).toBe(2);
  });

  it("colour a text in pieces that are the whole text together", () => {
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

  it("colour no more than what is still the same while the next answer is on its way", () => {
    const told = {
      text: "type:ab x",
      tokens: [
        { start: 0, end: 5, kind: "name" as const },
        { start: 5, end: 7, kind: "value" as const },
      ],
    };
    expect(piecesOf("type:ac x", told)).toEqual([
      { text: "type:", kind: "name" },
      { text: "a", kind: "value" },
      { text: "c x", kind: null },
    ]);
    expect(piecesOf("", told)).toEqual([]);
  });

  it("are replaced by what was chosen, with the cursor behind it", () => {
    expect(replaced("🦊 ty x", 2, 4, "type:")).toEqual({ text: "🦊 type: x", cursor: 8 });
  });
});
