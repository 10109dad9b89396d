import { describe, expect, it } from "vitest";
import { pick, randomJson, rng } from "@/test/random-json";
import { jsonMistake, mistakeText } from "./json-mistake";
import { piecesOf } from "./pieces";

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const textOf = (text: string) => {
  const mistake = jsonMistake(text);
  return mistake === null ? null : mistakeText(mistake);
};

describe("the first mistake of a JSON text", () => {
  it("is found exactly when the webview's parser rejects the text", () => {
    const next = rng(41);
    const places = ["0", "01", '"new"', ",", "{", "}", "[", "]", ":", "nul", '"\\x"', '"\\"', "-", "'a'"];
    for (let run = 0; run < 1500; run += 1) {
      const { tokens } = piecesOf(randomJson(next));
      for (let edits = Math.floor(next() * 3); edits > 0; edits -= 1)
        tokens.splice(Math.floor(next() * (tokens.length + 1)), Math.floor(next() * 2), pick(next, places));
      const text = tokens.join(" ");
      expect(jsonMistake(text) === null, text).toBe(isJson(text));
    }
  });

  it("has the line and column of the text", () => {
    expect(textOf('{\n  "a": 1,\n  "é😀": yes\n}')).toBe("Line 3, column 9: expected a value, found yes");
    expect(textOf('{\n  "a": 1\n  "b": 2\n}')).toBe(
      'Line 3, column 3: expected a comma or a closing bracket, found "b"',
    );
    expect(textOf('{"a": [1, 2}')).toBe("Line 1, column 12: expected a comma or a closing bracket, found }");
    expect(textOf('{"a": 1,}')).toBe("Line 1, column 9: expected a name in double quotes, found }");
    expect(textOf('{"a": 1\n')).toBe(
      "Line 1, column 8: expected a comma or a closing bracket, found the end of the text",
    );
    expect(textOf("")).toBe("Line 1, column 1: expected a value, found the end of the text");
    expect(textOf("1 2")).toBe("Line 1, column 3: expected the end of the text, found 2");
  });

  it("is the opening quote of a string that is not closed", () => {
    expect(textOf('{"a": "b,\n "c": 1}')).toBe("Line 1, column 7: a string without its closing quote");
    expect(textOf('["a\\"')).toBe("Line 1, column 2: a string without its closing quote");
    expect(textOf('["a\\')).toBe("Line 1, column 2: a string without its closing quote");
    expect(textOf('["\t"]')).toBe("Line 1, column 3: an unescaped control character in a string");
    expect(textOf('["\\u12"]')).toBe("Line 1, column 3: an unknown escape in a string");
  });

  it("ignores a byte order mark, big numbers, duplicate names and deep nesting", () => {
    expect(textOf('\ufeff{"a": 1e400, "a": 12345678901234567890}')).toBeNull();
    expect(textOf(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)).toBeNull();
  });

  it("is found in a string of several megabytes", () => {
    const long = "\\n".repeat(3_000_000);
    expect(textOf(`["${long}"]`)).toBeNull();
    expect(jsonMistake(`["${long}\\x"]`)?.at).toBe(2 + long.length);
  });
});
