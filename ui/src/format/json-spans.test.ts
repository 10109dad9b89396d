import { describe, expect, it } from "vitest";
import { spansOf, unquoted } from "./json-spans";
import { editedText, layoutEdits, offsetAfter, reindent } from "./reindent";

const at = (text: string, pointer: string) => {
  const span = spansOf(text, [pointer]).get(pointer);
  return span === undefined ? null : text.slice(span.from, span.to);
};

describe("members of a text", () => {
  const text =
    '{"seq": 9007199254740993, "user": {"id": "a\\u00e9", "tags": ["x", {"k": 1.50}, []]}, "a/b": null }';

  it("are found by their pointers, with their digits", () => {
    expect(at(text, "/seq")).toBe("9007199254740993");
    expect(at(text, "/user/id")).toBe('"a\\u00e9"');
    expect(at(text, "/user/tags/1/k")).toBe("1.50");
    expect(at(text, "/user/tags/1")).toBe('{"k": 1.50}');
    expect(at(text, "/user/tags/2")).toBe("[]");
    expect(at(text, "/a~1b")).toBe("null");
    expect(at(text, "")).toBe(text);
  });

  it("that do not exist are not found", () => {
    expect(at(text, "/user/name")).toBeNull();
    expect(at(text, "/seq/x")).toBeNull();
    expect(at("", "/seq")).toBeNull();
  });

  it("are found before an error in the text, and the later of two members counts", () => {
    expect(at('{"seq": 1, "seq": 2, "broken', "/seq")).toBe("2");
    expect(at('{"a": {"type": "inner"}, "type": "outer"', "/type")).toBe('"outer"');
  });

  it("are decoded if they are strings", () => {
    expect(unquoted('"a\\u00e9\\n"')).toBe("aé\n");
    expect(unquoted("12.50")).toBe("12.50");
    expect(unquoted('"never ends')).toBe('"never ends');
  });
});

describe("formatting", () => {
  const applied = (text: string, form: "indented" | "dense") => editedText(text, layoutEdits(text, form));
  const odd = '{"n":1.50e+400,"n":12345678901234567890, "s" :"\\u0041 \\" b","e":{ },"l":[ 1,2 ]}';

  it("changes only white space", () => {
    const bare = (text: string) => text.replace(/\s(?=(?:[^"]*"[^"]*")*[^"]*$)/g, "");
    expect(applied(odd, "indented")).toBe(reindent(odd));
    expect(applied(odd, "dense")).toBe(
      '{"n":1.50e+400,"n":12345678901234567890,"s":"\\u0041 \\" b","e":{},"l":[1,2]}',
    );
    expect(bare(applied('{"a": [1, 2], "b": "x y"}', "indented"))).toBe('{"a":[1,2],"b":"x y"}');
  });

  it("moves a position with the character after it", () => {
    const edits = layoutEdits(odd, "indented");
    const after = editedText(odd, edits);
    for (const mark of ["1.50e+400", "u0041", "2 ]", '"e"'])
      expect(after.slice(offsetAfter(edits, odd.indexOf(mark))).charAt(0), mark).toBe(mark.charAt(0));
    expect(offsetAfter(edits, 0)).toBe(0);
  });

  it("restores the text in the opposite direction, and makes no edits to formatted text", () => {
    const dense = applied(odd, "dense");
    expect(applied(applied(dense, "indented"), "dense")).toBe(dense);
    expect(layoutEdits(reindent(odd), "indented")).toEqual([]);
    expect(layoutEdits(dense, "dense")).toEqual([]);
  });

  it("keeps a line break at the end, and a space between two values in a row", () => {
    expect(applied('{"a":1}\n\n', "indented")).toBe('{\n  "a": 1\n}\n');
    expect(applied("1   2", "dense")).toBe("1 2");
  });
});
