import { describe, expect, it } from "vitest";
import {
  EVERYTHING,
  familiesOf,
  filterOf,
  STARRED,
  sameScope,
  searchTextPosition,
  titleOf,
  WARNINGS,
  withTerm,
} from "./scope";

describe("the filter of a scope", () => {
  it("precedes the search text", () => {
    const type = { vendor: "authgear", family: "user", type: "user.created" } as const;
    expect(filterOf(EVERYTHING, "  ")).toBe("");
    expect(filterOf(EVERYTHING, " ada ")).toBe("ada");
    expect(filterOf(type, "ada")).toBe("vendor:authgear type:user.created ada");
    expect(filterOf({ ...type, type: null }, "")).toBe("vendor:authgear family:user");
  });

  it("quotes a type that contains separators", () => {
    expect(filterOf({ vendor: "generic", family: null, type: 'two "words"' }, "")).toBe(
      'vendor:generic type:"two *words*"',
    );
    expect(filterOf({ vendor: null, family: null, type: "a,(b" }, "")).toBe('type:"a,(b"');
  });

  it("applies to all alternatives of the search text", () => {
    const github = { vendor: "github", family: null, type: null } as const;
    expect(filterOf(github, "ada OR type:push")).toBe("vendor:github (ada OR type:push)");
    expect(filterOf(github, "ORacle fOR OR1")).toBe("vendor:github ORacle fOR OR1");
    expect(filterOf(EVERYTHING, "ada OR bob")).toBe("ada OR bob");
    const message = "Filter, character 23: 'color:' is not a filter.";
    expect(searchTextPosition(message, github, "ada OR color:red")).toContain("character 8:");
  });
});

it("has a scope for events without a type", () => {
  const whole = { vendor: "authgear", family: null, type: null } as const;
  const untyped = { ...whole, untyped: true } as const;
  expect(filterOf(untyped, "ada")).toBe("vendor:authgear -type:* ada");
  expect(titleOf(untyped)).toBe("Authgear · no type");
  expect(sameScope(whole, untyped)).toBe(false);
});

it("has a scope for events with warnings or an invalid signature", () => {
  expect(filterOf(WARNINGS, "ada")).toBe("(has:warning OR signature:invalid) ada");
  expect(titleOf(WARNINGS)).toBe("Warnings");
  expect(sameScope(WARNINGS, EVERYTHING)).toBe(false);
});

it("shifts the position of an error to the search text", () => {
  const scope = { vendor: "authgear", family: null, type: null } as const;
  const message = "Filter, character 17: 'color:' is not a filter.";
  expect(searchTextPosition(message, scope, "color:red")).toBe(
    "Filter, character 1: 'color:' is not a filter.",
  );
  expect(searchTextPosition(message, scope, "  color:red")).toContain("character 3:");
  expect(searchTextPosition(message, EVERYTHING, "…")).toBe(message);
  expect(searchTextPosition("The list is closed.", scope, "a")).toBe("The list is closed.");
});

it("titles the list after the scope", () => {
  expect(titleOf(EVERYTHING)).toBe("Inbox");
  expect(titleOf({ vendor: "generic", family: null, type: null })).toBe("Other");
  expect(titleOf({ vendor: "fastgen", family: "api", type: null })).toBe("Fastgen · api");
});

it("groups types by family and sums their counts", () => {
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

it("adds a term to the whole search, at most once", () => {
  expect(withTerm("  ", "user:a")).toBe("user:a");
  expect(withTerm("ada", "user:a")).toBe("ada user:a");
  expect(withTerm("ada OR bob", "-user:a")).toBe("(ada OR bob) -user:a");
  expect(withTerm("x user:a y", "user:a")).toBe("x user:a y");
});

it("has scopes for starred events and for the copies of an event", () => {
  expect(filterOf(STARRED, "ada")).toBe("is:starred ada");
  const copies = { vendor: "authgear", app: null, id: "evt 1" } as const;
  expect(filterOf({ ...EVERYTHING, copies }, "")).toBe('vendor:authgear -app:* id:"evt 1"');
  expect(filterOf({ ...EVERYTHING, copies: { ...copies, app: "shop" } }, "")).toBe(
    'vendor:authgear app:shop id:"evt 1"',
  );
});
