// Finds rules that never decide, because an earlier rule matches every event that they match. Pure.
import type { Rule, RuleCondition } from "@/ipc/types";

/** Whether every text that `narrow` matches also matches `wide`. `*` matches any characters. */
export function covers(wide: string, narrow: string): boolean {
  if (!wide.includes("*")) return wide === narrow;
  const parts = wide.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  // A `*` of the narrow pattern is matched like any other character, and only by a `*`.
  return new RegExp(`^${parts.join("[\\s\\S]*")}$`).test(narrow);
}

/** Alternatives: one of them must match, and none means any value. */
function coversAny(wide: readonly string[], narrow: readonly string[], fold = (text: string) => text) {
  if (wide.length === 0) return true;
  if (narrow.length === 0) return wide.some((one) => /^\*+$/.test(one));
  return narrow.every((text) => wide.some((one) => covers(fold(one), fold(text))));
}

/** Tests that must all hold. Only equal tests are compared. */
const coversAll = (wide: readonly string[], narrow: readonly string[]) =>
  wide.every((test) => narrow.includes(test));

/** Whether `wide` matches every event that `narrow` matches. False when that is not certain. */
function includes(wide: RuleCondition, narrow: RuleCondition): boolean {
  const upper = (text: string) => text.toUpperCase();
  const filter = wide.filter.trim();
  return (
    wide.every <= 1 &&
    coversAny(wide.vendor, narrow.vendor) &&
    // An event without a type matches no type test, not even `*`.
    (narrow.type.length > 0 || wide.type.length === 0) &&
    coversAny(wide.type, narrow.type) &&
    coversAny(wide.method, narrow.method, upper) &&
    coversAny(wide.path, narrow.path) &&
    coversAll(wide.header, narrow.header) &&
    coversAll(wide.member, narrow.member) &&
    (filter === "" || filter === narrow.filter.trim())
  );
}

/** Untrusted events and samples skip rules that forward or hold, so such rules do not shadow. */
function decidesAlways({ on, then }: Rule): boolean {
  return on && then.action !== "hold" && !("forward" in then.action);
}

/**
 * The index of the first enabled rule that decides every event of the rule at `at` before it; null
 * if it can decide. A rule that holds or forwards shadows only other such rules.
 */
export function shadowedBy(rules: readonly Rule[], at: number): number | null {
  const rule = rules[at];
  if (rule === undefined || !rule.on) return null;
  const isPassive = decidesAlways(rule);
  const by = rules
    .slice(0, at)
    .findIndex((one) => one.on && (decidesAlways(one) || !isPassive) && includes(one.when, rule.when));
  return by < 0 ? null : by;
}
