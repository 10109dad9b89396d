import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { lineEndOf, withLineEnd } from "./line-ends";

const open = (doc: string) =>
  EditorState.create({ doc, extensions: EditorState.lineSeparator.of(lineEndOf(doc)) });

describe("a body in the editor", () => {
  it.each(["{\r\n  1\r\n}\r\n", "a\nb\n", "a\r\nb\nc\rd", "\r", "\r\n", "", "a\r\r\nb"])(
    "is preserved exactly: %j",
    (body) => {
      expect(open(body).sliceDoc()).toBe(body);
    },
  );

  it("with CRLF line endings keeps them after an edit at a line end, and uses them for new lines", () => {
    const state = open("one\r\ntwo\r\n");
    const typed = state.update({ changes: { from: state.doc.line(1).to, insert: "!" } }).state;
    expect(typed.sliceDoc()).toBe("one!\r\ntwo\r\n");
    const entered = typed.update(
      typed.changeByRange((range) => ({
        changes: { from: typed.doc.line(1).to, insert: typed.toText(typed.lineBreak) },
        range,
      })),
    ).state;
    expect(entered.sliceDoc()).toBe("one!\r\n\r\ntwo\r\n");
  });
});

it("converts text from elsewhere to the line endings of the body", () => {
  expect(withLineEnd("a\nb\r\nc", "\r\n")).toBe("a\r\nb\r\nc");
  expect(withLineEnd("a\nb\r\nc", "\n")).toBe("a\nb\r\nc");
});
