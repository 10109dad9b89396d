import { describe, expect, it } from "vitest";
import type { HeaderLine } from "../../ipc/types";
import { addedField, editedField, fieldsOf, requestOf } from "./draft";

const LINES: HeaderLine[] = [
  { name: "X-Odd", value: "caf\ufffd", exact: false },
  { name: "X-Odd", value: "again", exact: true },
];
const draft = { method: " POST ", url: " http://localhost:3000/ ", headers: fieldsOf(LINES), text: null };

describe("headers of a draft", () => {
  it("keep their link to the received ones while untouched", () => {
    expect(requestOf(7, draft).headers).toEqual([
      { name: "X-Odd", value: "caf\ufffd", original: 0, on: true },
      { name: "X-Odd", value: "again", original: 1, on: true },
    ]);
  });

  it("lose it when name or value is edited, and get it back with the received text", () => {
    const [first] = fieldsOf(LINES);
    if (first === undefined) throw new Error("there are two fields");
    const edited = editedField(first, { value: "cafe" }, LINES);
    expect(edited.original).toBeNull();
    expect(editedField(first, { name: "X-Even" }, LINES).original).toBeNull();
    expect(editedField(edited, { value: "caf\ufffd" }, LINES).original).toBe(0);
  });

  it("keep the right link when others are removed", () => {
    const headers = draft.headers.slice(1);
    expect(requestOf(7, { ...draft, headers }).headers).toEqual([
      { name: "X-Odd", value: "again", original: 1, on: true },
    ]);
  });

  it("that were added have none and are sent only with a name", () => {
    const added = addedField(draft.headers);
    expect(new Set([...draft.headers, added].map((field) => field.key)).size).toBe(3);
    expect(editedField(added, { value: "x" }, LINES).original).toBeNull();
    expect(requestOf(7, { ...draft, headers: [added] }).headers).toEqual([]);
  });
});

describe("the request made of a draft", () => {
  it("has no body while the text is as received", () => {
    expect(requestOf(7, draft)).toMatchObject({
      event_id: 7,
      method: "POST",
      url: "http://localhost:3000/",
      body: { form: "received" },
    });
    expect(requestOf(7, { ...draft, text: "" }).body).toEqual({ form: "text", text: "" });
  });
});
