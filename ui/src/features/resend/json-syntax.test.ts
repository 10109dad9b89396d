import { json } from "@codemirror/lang-json";
import { EditorState } from "@codemirror/state";
import { expect, it } from "vitest";
import { firstSyntaxError } from "./json-syntax";

const errorIn = (doc: string) => firstSyntaxError(EditorState.create({ doc, extensions: json() }));

it("reports the position where the text stops being JSON", () => {
  expect(errorIn('{"a": 1,\n "b": tru}')).toMatchObject({ from: 15 });
  expect(errorIn('{"a": 1,\n "b": [1, 2\n')?.from).toBeGreaterThan(19);
  expect(errorIn('{"a": 1}')).toBeNull();
});
