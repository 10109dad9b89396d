import { describe, expect, it } from "vitest";
import { memberEdits, membersOf, tokenFor } from "./members";

const BODY = `{"seq" : 9007199254740993, "type":"user.created",
  "payload": {"user": {"id": "u1", "n": 1.50, "standard_attributes": {"email": "a@b.c"}},
  "identity": {"claims": {"email":"a@b.c"}, "user_id": "other"}},
  "context":{"user_id":"u1","timestamp": 1773222545}}`;

const changed = (name: string, typed: string, text = BODY) => {
  const member = membersOf(text).find((one) => one.name === name);
  const edits = member === undefined ? null : memberEdits(member, typed);
  if (edits === null) return null;
  return edits
    .reverse()
    .reduce((body, { from, to, insert }) => body.slice(0, from) + insert + body.slice(to), text);
};

describe("common members", () => {
  it("are found with their values", () => {
    expect(membersOf(BODY).map(({ name, value, spans }) => [name, value, spans.length])).toEqual([
      ["type", "user.created", 1],
      ["user", "u1", 2],
      ["email", "a@b.c", 2],
      ["seq", "9007199254740993", 1],
      ["timestamp", "1773222545", 1],
    ]);
  });

  it("change only in their own characters, in each place with the same value", () => {
    expect(changed("seq", "9007199254740995")).toBe(BODY.replace("9007199254740993", "9007199254740995"));
    expect(changed("user", 'q"\\')).toBe(BODY.replaceAll('"u1"', '"q\\"\\\\"'));
    expect(changed("email", "x@y.z")).toBe(BODY.replaceAll("a@b.c", "x@y.z"));
  });

  it("keep their JSON type: a number accepts only numbers, a string accepts anything", () => {
    expect(changed("seq", "many")).toBeNull();
    expect(changed("seq", "01")).toBeNull();
    expect(tokenFor('"1"', "2")).toBe('"2"');
    expect(tokenFor("null", "12")).toBe("12");
    expect(tokenFor("null", "text")).toBe('"text"');
  });

  it("skip objects, arrays, and text that is not JSON", () => {
    expect(membersOf('{"type": {"a": 1}, "time": [1]}')).toEqual([]);
    expect(membersOf("plain text")).toEqual([]);
  });
});
