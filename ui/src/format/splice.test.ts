import { describe, expect, it } from "vitest";
import { pick, randomJson, rng } from "@/test/random-json";
import { piecesOf } from "./pieces";
import { tokens } from "./reindent";
import { formatted, spliced } from "./splice";

const MINIFIED = '{"id":12345678901234567890,"far":1e400,"name":"\\u00e9","a":[],"a":{},"deep":{"x":[1,2]}}';

/** Replaces a part of the formatted text, and carries the edit back. */
const edited = (original: string, part: string, by: string) => {
  const shown = formatted(original);
  expect(shown).toContain(part);
  return spliced(original, shown.replace(part, by));
};

describe("an unedited formatted text", () => {
  it("gives the original back, byte for byte", () => {
    const next = rng(3);
    for (let run = 0; run < 400; run += 1) {
      const original = `${pick(next, ["", "\ufeff", "\ufeff \n", "\n"])}${randomJson(next)}${pick(next, ["", "\n", " \r\n\t"])}`;
      expect(spliced(original, formatted(original))).toBe(original);
    }
  });

  it("gives invalid and truncated text back", () => {
    for (const original of ['{"a":1,}', '{"a":"unfinish', "]]", '{"a" "b" 1  2}', "", " \n", "\ufeff", "'x'"])
      expect(spliced(original, formatted(original)), original).toBe(original);
  });

  it("shows numbers, escapes and duplicate names as written", () => {
    const shown = formatted(MINIFIED);
    for (const token of ["12345678901234567890", "1e400", '"\\u00e9"', '"a": []', '"a": {}'])
      expect(shown).toContain(token);
    expect(formatted(`\ufeff${MINIFIED}`)).toBe(shown);
  });
});

describe("an edit of the formatted text", () => {
  it("changes only the bytes of the edited value", () => {
    expect(edited(MINIFIED, "1e400", "2")).toBe(MINIFIED.replace("1e400", "2"));
    expect(edited(MINIFIED, '"\\u00e9"', '"e"')).toBe(MINIFIED.replace('"\\u00e9"', '"e"'));
    const loose = '\ufeff{ "a" :\t1 ,\r\n "b" : [ ] , "c":  "x" }\n\n';
    expect(edited(loose, '"x"', "null")).toBe(loose.replace('"x"', "null"));
    expect(edited(loose, '"a": 1', '"a": 7')).toBe(loose.replace("\t1", "\t7"));
  });

  it("keeps everything between two edits", () => {
    const loose = '{ "a":1,   "b" :2,\n\n"c":  3 ,"d":4 }';
    const shown = formatted(loose).replace(": 1", ": 10").replace(": 4", ": 40");
    expect(spliced(loose, shown)).toBe('{ "a":10,   "b" :2,\n\n"c":  3 ,"d":40 }');
  });

  it("adds members in the style of the original", () => {
    const add = (original: string) => edited(original, '"b": 2', '"b": 2,\n  "c": {"d": [1]}');
    expect(add('{"a":1,"b":2}')).toBe('{"a":1,"b":2,"c":{"d":[1]}}');
    expect(add('{"a": 1, "b": 2}')).toBe('{"a": 1, "b": 2, "c": {"d": [1]}}');
    expect(add('{\r\n\t"a": 1,\r\n\t"b": 2\r\n}\r\n')).toBe(
      '{\r\n\t"a": 1,\r\n\t"b": 2,\r\n\t"c": {\r\n\t\t"d": [\r\n\t\t\t1\r\n\t\t]\r\n\t}\r\n}\r\n',
    );
  });

  it("adds and removes the first member", () => {
    const loose = '{\n    "a": 1,\n    "b": 2\n}';
    expect(edited(loose, '"a": 1,', "")).toBe('{\n    "b": 2\n}');
    expect(edited(loose, '"a": 1', '"z": 0, "a": 1')).toBe('{\n    "z": 0,\n    "a": 1,\n    "b": 2\n}');
    expect(edited('{ "a": 1 }', '"a": 1', "")).toBe("{}");
  });

  it("ignores white space between tokens", () => {
    expect(spliced(MINIFIED, formatted(MINIFIED).replaceAll("\n", "\n\n\t"))).toBe(MINIFIED);
  });

  it("replaces the whole text, or removes it", () => {
    expect(spliced(MINIFIED, '{ "x": 1 }')).toBe('{"x":1}');
    expect(spliced(MINIFIED, " \n")).toBe("");
    expect(spliced("", '{ "x": 1 }')).toBe('{ "x": 1 }');
  });

  it("keeps values apart in invalid JSON", () => {
    expect(spliced('["a""b"]', "[x y]")).toBe("[x y]");
    expect(spliced("[1,2]", "[1 2]")).toBe("[1 2]");
  });

  it("always has the tokens of the edited text, and keeps the white space around them", () => {
    const next = rng(29);
    const places = ["0", '"new"', ",", "{", "}", "[", "]", ":", "nul", '"open'];
    for (let run = 0; run < 600; run += 1) {
      const original = randomJson(next);
      const { tokens: list } = piecesOf(formatted(original));
      for (let edits = Math.floor(next() * 4); edits > 0; edits -= 1)
        list.splice(Math.floor(next() * (list.length + 1)), Math.floor(next() * 3), pick(next, places));
      const shown = list.join(" ");
      const result = spliced(original, shown);
      expect([...tokens(result)], original).toEqual([...tokens(shown)]);
    }
  });

  it("of a long text keeps the tokens with more differences than are aligned", () => {
    const items = Array.from({ length: 20_000 }, (_, at) => `${at}`);
    const original = `[${items.join(",")}]`;
    const changed = `[${items.map((item) => `${item}0`).join(", ")}]`;
    expect(spliced(original, changed)).toBe(changed.replaceAll(" ", ""));
  });
});
