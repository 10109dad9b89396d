import { describe, expect, it } from "vitest";
import type { DraftView, HeaderLine } from "@/ipc/types";
import {
  addedField,
  type Draft,
  draftFrom,
  editedField,
  expectsJson,
  fieldsOf,
  movedField,
  requestOf,
} from "./draft";

const LINES: HeaderLine[] = [
  { name: "X-Odd", value: "caf\ufffd", exact: false },
  { name: "X-Odd", value: "again", exact: true },
];
const draft: Draft = {
  method: " POST ",
  url: " http://localhost:3000/ ",
  headers: fieldsOf(LINES),
  source: "text",
  text: null,
  file: "",
  fresh: { id: false, seq: false, timestamp: false },
  signing: { how: "as_received" },
  verifyTls: true,
};

describe("headers of a draft", () => {
  it("keep their link to the received headers while unchanged", () => {
    expect(requestOf(7, draft).headers).toEqual([
      { name: "X-Odd", value: "caf\ufffd", original: 0, on: true },
      { name: "X-Odd", value: "again", original: 1, on: true },
    ]);
  });

  it("lose the link when the name or value is edited, and regain it with the received text", () => {
    const [first] = fieldsOf(LINES);
    if (first === undefined) throw new Error("the fixture has two fields");
    const edited = editedField(first, { value: "cafe" }, LINES);
    expect(edited.original).toBeNull();
    expect(editedField(first, { name: "X-Even" }, LINES).original).toBeNull();
    expect(editedField(edited, { value: "caf\ufffd" }, LINES).original).toBe(0);
  });

  it("keep the correct link when other headers are removed", () => {
    const headers = draft.headers.slice(1);
    expect(requestOf(7, { ...draft, headers }).headers).toEqual([
      { name: "X-Odd", value: "again", original: 1, on: true },
    ]);
  });

  it("have no link when added, and are sent only with a name", () => {
    const added = addedField(draft.headers);
    expect(new Set([...draft.headers, added].map((field) => field.key)).size).toBe(3);
    expect(editedField(added, { value: "x" }, LINES).original).toBeNull();
    expect(requestOf(7, { ...draft, headers: [added] }).headers).toEqual([]);
  });
});

describe("the request of a draft", () => {
  it("refers to the received body while the text is unchanged", () => {
    expect(requestOf(7, draft)).toMatchObject({
      event_id: 7,
      method: "POST",
      url: "http://localhost:3000/",
      body: { form: "received" },
    });
    expect(requestOf(7, { ...draft, text: "" }).body).toEqual({ form: "text", text: "" });
  });

  it("takes the body from a file, and keeps disabled headers", () => {
    expect(requestOf(7, { ...draft, source: "file", file: " /tmp/body " }).body).toEqual({
      form: "file",
      path: "/tmp/body",
    });
    const headers = draft.headers.map((field, at) => ({ ...field, on: at !== 0 }));
    expect(requestOf(7, { ...draft, headers }).headers.map(({ on }) => on)).toEqual([false, true]);
  });

  it("has the headers in the order of the draft", () => {
    const moved = movedField(draft.headers, 1, -1);
    expect(requestOf(7, { ...draft, headers: moved }).headers.map(({ original }) => original)).toEqual([
      1, 0,
    ]);
    expect(movedField(draft.headers, 0, -1)).toEqual(draft.headers);
  });

  it("converts back to the same draft", () => {
    const made: Draft = {
      ...draft,
      text: "edited",
      fresh: { id: true, seq: true, timestamp: false },
      signing: { how: "with", secret: "Authgear" },
      verifyTls: false,
    };
    const request = requestOf(7, made);
    const again = draftFrom(request, { editable: true } as DraftView);
    expect(requestOf(7, again)).toEqual(request);
    expect(again.headers.map((field) => field.source)).toEqual([0, 1]);
  });
});

describe("a body that should be JSON", () => {
  const FORM = "application/x-www-form-urlencoded";
  const typed = (value: string) => [{ ...addedField([]), name: "content-type", value }];

  it("was received as JSON", () => {
    expect(expectsJson("json", draft.headers, "nul")).toBe(true);
    expect(expectsJson("text", draft.headers, "{")).toBe(false);
  });

  it("is none with another content type, unless it starts like JSON", () => {
    expect(expectsJson("json", typed(FORM), "a=1")).toBe(false);
    expect(expectsJson("json", typed(FORM), ' {"a"')).toBe(true);
    expect(expectsJson("json", typed("application/problem+json"), "nul")).toBe(true);
    const received = fieldsOf([{ name: "Content-Type", value: "text/plain", exact: true }]);
    expect(expectsJson("json", received, "nul")).toBe(true);
  });
});
