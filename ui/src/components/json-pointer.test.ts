import { json } from "@codemirror/lang-json";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { pointerAt } from "./json-pointer";

const TEXT = `{
  "id": "1",
  "a/b~c": {
    "list": [
      10,
      { "x": [true, null, "z"] }
    ]
  },
  "caf\\u00e9": 3
}`;

/** The pointer at the start of a piece of the text. */
function at(text: string, piece: string, by = 0): string | null {
  const state = EditorState.create({ doc: text, extensions: json() });
  return pointerAt(state, text.indexOf(piece) + by);
}

describe("the member at a position of a JSON text", () => {
  it("is the member whose name or value is at the position", () => {
    expect(at(TEXT, '"id"')).toBe("/id");
    expect(at(TEXT, '"1"', 1)).toBe("/id");
    expect(at(TEXT, "10")).toBe("/a~1b~0c/list/0");
    expect(at(TEXT, "null")).toBe("/a~1b~0c/list/1/x/1");
    expect(at(TEXT, '"z"')).toBe("/a~1b~0c/list/1/x/2");
  });

  it("has its name decoded", () => {
    expect(at(TEXT, '"caf')).toBe("/café");
  });

  it("is the member of the line, also in the indentation and after the value", () => {
    expect(at(TEXT, "  10")).toBe("/a~1b~0c/list/0");
    expect(at(TEXT, ',\n  "a/b', 1)).toBe("/id");
  });

  it("is the root at the root's braces, and null on an empty line", () => {
    expect(at(TEXT, "{")).toBe("");
    expect(at("\n\n{}", "\n")).toBeNull();
    expect(at("", "")).toBeNull();
  });

  it("is found in a truncated text", () => {
    expect(at('{"a": [1, {"b": 2', "2")).toBe("/a/1/b");
  });

  it("is found below a thousand levels", () => {
    const deep = `${"[".repeat(1000)}7${"]".repeat(1000)}`;
    expect(at(deep, "7")).toBe("/0".repeat(1000));
  });
});
