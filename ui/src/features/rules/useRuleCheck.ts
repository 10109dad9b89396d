// Checks a rule while it is edited.
import { useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import type { Rule, RuleProblem } from "@/ipc/types";
import { ruleCheckQuery } from "@/lib/queries";

const DEBOUNCE_DELAY = 200;

export interface RuleCheck {
  problem: RuleProblem | null;
  /** The result belongs to the current state of the rule. */
  settled: boolean;
}

export function useRuleCheck(rule: Rule, others: readonly string[]): RuleCheck {
  const debounced = useDebouncedValue(rule, DEBOUNCE_DELAY);
  const { data, isPlaceholderData, isPending } = useQuery(ruleCheckQuery(debounced));
  const taken = others.includes(rule.name);
  const problem = taken
    ? { pointer: "/name", what: "another rule has this name; choose a different one" }
    : (data ?? null);
  return { problem, settled: debounced === rule && !isPending && !isPlaceholderData };
}

/** Whether a problem is at a JSON Pointer, or below it. */
export const isAt = (problem: RuleProblem | null, pointer: string): boolean =>
  problem !== null && (problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`));

/** The index of the wrong element in the array at a JSON Pointer; 0 when the problem names none. */
export function indexAt(problem: RuleProblem | null, pointer: string): number | null {
  if (problem === null || !isAt(problem, pointer)) return null;
  const at = Number(problem.pointer.slice(pointer.length + 1));
  return Number.isInteger(at) ? at : 0;
}

/** The text as a full sentence, with a capital letter and a period. */
export const sentenceOf = (what: string): string =>
  `${what.charAt(0).toUpperCase()}${what.slice(1)}${/[.!?]$/.test(what) ? "" : "."}`;
