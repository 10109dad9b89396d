// What is wrong with a rule as it stands, told while it is edited.
import { useQuery } from "@tanstack/react-query";
import { useRested } from "@/components/useRested";
import type { Rule, RuleProblem } from "@/ipc/types";
import { ruleCheckQuery } from "@/lib/queries";

const REST = 200;

export interface Check {
  problem: RuleProblem | null;
  /** Whether that is said of the rule as it is just now. */
  settled: boolean;
}

export function useCheck(rule: Rule, others: readonly string[]): Check {
  const rested = useRested(rule, REST);
  const { data, isPlaceholderData, isPending } = useQuery(ruleCheckQuery(rested));
  const taken = others.includes(rule.name);
  const problem = taken
    ? { pointer: "/name", what: "another rule has this name; two rules have two names" }
    : (data ?? null);
  return { problem, settled: rested === rule && !isPending && !isPlaceholderData };
}

/** Whether a problem is about a place, or something in it. */
export const isAt = (problem: RuleProblem | null, pointer: string): boolean =>
  problem !== null && (problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`));

/** The number behind a place: which of several is wrong. */
export function indexAt(problem: RuleProblem | null, pointer: string): number | null {
  if (problem === null || !isAt(problem, pointer)) return null;
  const at = Number(problem.pointer.slice(pointer.length + 1));
  return Number.isInteger(at) ? at : 0;
}

/** A sentence as it stands by itself. */
export const sentenceOf = (what: string): string =>
  `${what.charAt(0).toUpperCase()}${what.slice(1)}${/[.!?]$/.test(what) ? "" : "."}`;
