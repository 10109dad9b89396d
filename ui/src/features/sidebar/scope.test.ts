import { describe, expect, it } from "vitest";
import { EVERYTHING, familiesOf, filterOf, titleOf } from "./scope";

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
  });
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
