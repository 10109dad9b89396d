import { describe, expect, it } from "vitest";
import type { RuleCondition } from "@/ipc/types";
import { filterOfCondition } from "./fitting";
import { newAction, rule } from "./rule";
import { covers, shadowedBy } from "./shadowing";

const allow = (when: Partial<RuleCondition>) => rule("a", when, newAction("allow"));
const isShadowed = (wide: Partial<RuleCondition>, narrow: Partial<RuleCondition>) =>
  shadowedBy([allow(wide), allow(narrow)], 1) === 0;

describe("a rule is shadowed", () => {
  it("by an earlier rule that matches the same events or more", () => {
    expect(isShadowed({}, { type: ["user.created"] })).toBe(true);
    expect(isShadowed({ type: ["user.*"] }, { type: ["user.created", "user.d*"] })).toBe(true);
    expect(isShadowed({ method: ["post"] }, { method: ["POST"], path: ["/x"] })).toBe(true);
    expect(isShadowed({ member: ["/a=1"] }, { member: ["/b=2", "/a=1"] })).toBe(true);
    expect(isShadowed({ filter: "kind:blocking " }, { filter: "kind:blocking", every: 3 })).toBe(true);
    expect(isShadowed({ path: ["*"] }, {}), "every event has a path").toBe(true);
  });

  it("but not by a rule that leaves some events", () => {
    expect(isShadowed({ type: ["user.created"] }, { type: ["user.*"] })).toBe(false);
    expect(isShadowed({ type: ["*"] }, {}), "events without a type").toBe(false);
    expect(isShadowed({ type: ["user.*"] }, { type: ["user.created", "identity.*"] })).toBe(false);
    expect(isShadowed({ every: 3 }, {})).toBe(false);
    expect(isShadowed({ header: ["x-a"] }, {})).toBe(false);
    expect(isShadowed({ filter: "ada" }, { filter: "ada.b" })).toBe(false);
  });

  it("only by enabled rules, and by the first of them", () => {
    const off = { ...allow({}), on: false };
    expect(shadowedBy([off, allow({})], 1)).toBeNull();
    expect(shadowedBy([allow({}), off], 1), "a disabled rule decides nothing").toBeNull();
    expect(shadowedBy([off, allow({}), allow({}), allow({ path: ["/"] })], 3)).toBe(1);
  });

  it("by a rule that holds or forwards only if it does so itself", () => {
    const hold = rule("h", {}, "hold");
    const forward = rule("f", { path: ["/a"] }, { forward: { to: "http://localhost/" } });
    expect(shadowedBy([hold, allow({})], 1), "samples are not held").toBeNull();
    expect(shadowedBy([hold, forward], 1)).toBe(0);
    expect(shadowedBy([allow({}), hold], 1)).toBe(0);
  });
});

describe("patterns", () => {
  it("compare as sets of texts", () => {
    expect(covers("a*c", "abc")).toBe(true);
    expect(covers("a*c", "a*b*c")).toBe(true);
    expect(covers("a.c", "abc")).toBe(false);
    expect(covers("ab*", "a*")).toBe(false);
  });

  it("make the filter for events that fit", () => {
    expect(
      filterOfCondition({
        ...allow({}).when,
        vendor: ["authgear"],
        type: ["user.created", "a b"],
        member: ["/a=1"],
        filter: "x OR y",
      }),
    ).toBe('vendor:authgear type:user.created,"a b" /a=1 (x OR y)');
    expect(filterOfCondition(allow({}).when)).toBe("");
  });
});
