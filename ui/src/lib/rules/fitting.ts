// Finds the newest stored event that a rule matches.
import { tryRules } from "@/ipc/bindings/commands";
import type { Rule, RuleCondition } from "@/ipc/types";
import { newestEvents } from "@/lib/events/newest";
import { quotedValue } from "@/lib/scope/scope";

/** Candidates that are tried, newest first. */
const MAX_CANDIDATES = 20;

/** A filter that matches every event that the condition matches, and few others. */
export function filterOfCondition(when: RuleCondition): string {
  const test = (name: string, values: readonly string[]) =>
    values.length === 0 ? "" : `${name}:${values.map(quotedValue).join(",")}`;
  const searched = when.filter.trim();
  return [
    test("vendor", when.vendor),
    test("type", when.type),
    test("method", when.method),
    test("path", when.path),
    ...when.member,
    searched === "" ? "" : `(${searched})`,
  ]
    .filter((term) => term !== "")
    .join(" ");
}

/** The newest event that the rule matches; null when there is none among the newest candidates. */
export async function newestFitting(rule: Rule): Promise<number | null> {
  const rules = [{ ...rule, on: true }];
  for (const { id } of await newestEvents(filterOfCondition(rule.when), MAX_CANDIDATES)) {
    const { rule: decided } = await tryRules({ eventId: id, rules });
    if (decided !== null) return id;
  }
  return null;
}
