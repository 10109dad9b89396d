import { describe, expect, it } from "vitest";
import {
  EVERYTHING,
  familiesOf,
  filterOf,
  ownPlace,
  STARRED,
  sameScope,
  titleOf,
  WARNINGS,
  withWord,
} from "./scope";

describe("the filter of a chosen part", () => {
  it("is put before the search text", () => {
    const type = { vendor: "authgear", family: "user", type: "user.created" } as const;
    expect(filterOf(EVERYTHING, "  ")).toBe("");
    expect(filterOf(EVERYTHING, " ada ")).toBe("ada");
    expect(filterOf(type, "ada")).toBe("vendor:authgear type:user.created ada");
    expect(filterOf({ ...type, type: null }, "")).toBe("vendor:authgear family:user");
  });

  it("holds a type that would fall apart together", () => {
    expect(filterOf({ vendor: "generic", family: null, type: 'two "words"' }, "")).toBe(
      'vendor:generic type:"two *words*"',
    );
    expect(filterOf({ vendor: null, family: null, type: "a,(b" }, "")).toBe('type:"a,(b"');
  });

  it("holds of all alternatives of the search text", () => {
    const github = { vendor: "github", family: null, type: null } as const;
    expect(filterOf(github, "ada OR type:push")).toBe("vendor:github (ada OR type:push)");
    expect(filterOf(github, "ORacle fOR OR1")).toBe("vendor:github ORacle fOR OR1");
    expect(filterOf(EVERYTHING, "ada OR bob")).toBe("ada OR bob");
    const said = "Filter, character 23: 'colour:' is not a filter.";
    expect(ownPlace(said, github, "ada OR colour:red")).toContain("character 8:");
  });
});

it("events without a type are a part of their own", () => {
  const whole = { vendor: "authgear", family: null, type: null } as const;
  const untyped = { ...whole, untyped: true } as const;
  expect(filterOf(untyped, "ada")).toBe("vendor:authgear -type:* ada");
  expect(titleOf(untyped)).toBe("Authgear · no type");
  expect(sameScope(whole, untyped)).toBe(false);
});

it("events with warnings are a part of their own", () => {
  expect(filterOf(WARNINGS, "ada")).toBe("has:warning ada");
  expect(titleOf(WARNINGS)).toBe("Warnings");
  expect(sameScope(WARNINGS, EVERYTHING)).toBe(false);
});

it("the place of a mistake is told in what a person typed", () => {
  const scope = { vendor: "authgear", family: null, type: null } as const;
  const said = "Filter, character 17: 'colour:' is not a filter.";
  expect(ownPlace(said, scope, "colour:red")).toBe("Filter, character 1: 'colour:' is not a filter.");
  expect(ownPlace(said, scope, "  colour:red")).toContain("character 3:");
  expect(ownPlace(said, EVERYTHING, "…")).toBe(said);
  expect(ownPlace("The list is closed.", scope, "a")).toBe("The list is closed.");
});

it("the list is named after what it shows", () => {
  expect(titleOf(EVERYTHING)).toBe("Inbox");
  expect(titleOf({ vendor: "generic", family: null, type: null })).toBe("Other");
  expect(titleOf({ vendor: "fastgen", family: "api", type: null })).toBe("Fastgen · api");
});

it("types are gathered under their family with their counts added up", () => {
  const groups = familiesOf([
    { type: "user.created", family: "user", count: 2 },
    { type: "api.x", family: "api", count: 1 },
    { type: "user.deleted", family: "user", count: 5 },
  ]);
  expect(groups.map((group) => [group.family, group.count])).toEqual([
    ["user", 7],
    ["api", 1],
  ]);
  expect(groups[0]?.types.map((one) => one.type)).toEqual(["user.deleted", "user.created"]);
});

it("a word more holds of all that was searched before, and stands there once", () => {
  expect(withWord("  ", "user:a")).toBe("user:a");
  expect(withWord("ada", "user:a")).toBe("ada user:a");
  expect(withWord("ada OR bob", "-user:a")).toBe("(ada OR bob) -user:a");
  expect(withWord("x user:a y", "user:a")).toBe("x user:a y");
});

it("starred events, and the copies of one, are parts of their own", () => {
  expect(filterOf(STARRED, "ada")).toBe("is:starred ada");
  const copies = { vendor: "authgear", app: null, id: "evt 1" } as const;
  expect(filterOf({ ...EVERYTHING, copies }, "")).toBe('vendor:authgear -app:* id:"evt 1"');
  expect(filterOf({ ...EVERYTHING, copies: { ...copies, app: "shop" } }, "")).toBe(
    'vendor:authgear app:shop id:"evt 1"',
  );
});
