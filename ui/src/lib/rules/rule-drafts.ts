// Unsaved changes to rules. They exist as long as the window, so that other pages can add a rule
// and open it.
import type { QueryClient } from "@tanstack/react-query";
import { type WindowState, windowSlot } from "@/components/WindowState";
import type { Rule } from "@/ipc/types";
import { rulesQuery } from "@/lib/queries";
import { freeName } from "./rule";

interface Added {
  key: string;
  /** Its index among the saved rules. */
  at: number;
}

export type RulesView = "rules" | "chain" | "hooks";

/** The unsaved changes. The key of a saved rule is its name. */
export interface RuleDrafts {
  drafts: Readonly<Record<string, Rule>>;
  added: readonly Added[];
  chosen: string | null;
  /** The visible part of the page. */
  part: RulesView;
  /** The rules before the last removal, for undo. */
  removed: { name: string; before: readonly Rule[] } | null;
}

const NOTHING: RuleDrafts = { drafts: {}, added: [], chosen: null, part: "rules", removed: null };

export const RULE_DRAFTS = windowSlot<RuleDrafts>(NOTHING);

let lastKey = 0;

/** Adds an unsaved rule at the start or the end, and selects it. */
export function addRule(client: QueryClient, state: WindowState, rule: Rule, where: "first" | "last"): void {
  const rows = client.getQueryData(rulesQuery().queryKey) ?? [];
  const work = state.get(RULE_DRAFTS);
  const taken = [...rows.map((row) => row.rule.name), ...Object.values(work.drafts).map(({ name }) => name)];
  lastKey += 1;
  const key = `new:${lastKey}`;
  state.set(RULE_DRAFTS, {
    ...work,
    drafts: { ...work.drafts, [key]: { ...rule, name: freeName(rule.name, taken) } },
    added: [...work.added, { key, at: where === "first" ? 0 : rows.length }],
    chosen: key,
    part: "rules",
  });
}

export function chooseRule(state: WindowState, key: string | null): void {
  state.set(RULE_DRAFTS, (work): RuleDrafts => ({ ...work, chosen: key, part: "rules" }));
}
