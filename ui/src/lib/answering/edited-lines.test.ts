import { describe, expect, it } from "vitest";
import { editedLines } from "./edited-lines";

describe("edited lines", () => {
  it("are the lines that the old text does not contain", () => {
    expect(editedLines("a\nb\nc", "a\nb\nc")).toEqual([]);
    expect(editedLines("a\nb\nc", "a\nx\nc")).toEqual([2]);
    expect(editedLines("a\nc", "a\nb\nc")).toEqual([2]);
    expect(editedLines("a\nb\nc", "a\nc")).toEqual([]);
    expect(editedLines("a\nb\nc\nd", "b\nx\nd\ny")).toEqual([2, 4]);
  });

  it("ignore changes of a trailing comma or of indentation", () => {
    expect(editedLines('{\n  "a": 1\n}', '{\n    "a": 1,\n  "b": 2\n}')).toEqual([3]);
  });

  it("are empty for texts with too many lines", () => {
    const lines = (word: string) => Array.from({ length: 600 }, (_, at) => `${word}${at}`).join("\n");
    expect(editedLines(lines("a"), lines("b"))).toEqual([]);
  });
});
