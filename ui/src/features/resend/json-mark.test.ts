import { json } from "@codemirror/lang-json";
import { EditorState } from "@codemirror/state";
import { expect, it } from "vitest";
import { firstMistake } from "./json-mark";

const mistakeIn = (doc: string) => firstMistake(EditorState.create({ doc, extensions: json() }));

it("the mark is where the text stops being JSON", () => {
  expect(mistakeIn('{"a": 1,\n "b": tru}')).toMatchObject({ from: 15 });
  expect(mistakeIn('{"a": 1,\n "b": [1, 2\n')?.from).toBeGreaterThan(19);
  expect(mistakeIn('{"a": 1}')).toBeNull();
});
