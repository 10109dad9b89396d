// Unsaved changes to rules. They live as long as the window, so that other pages can add a rule and open it.
import type { QueryClient } from "@tanstack/react-query";
import { type WindowState, windowSlot } from "@/components/WindowState";
import type { Rule } from "@/ipc/types";
import { rulesQuery } from "@/lib/queries";
import { freeName } from "./rule";

interface Added {
  key: string;
  /** Its place among those that are kept. */
  at: number;
}

export type Part = "rules" | "chain" | "hooks";

/** What is being changed. A kept rule's key is its name. */
export interface Work {
  drafts: Readonly<Record<string, Rule>>;
  added: readonly Added[];
  chosen: string | null;
  /** Which part of the page is shown. */
  part: Part;
  /** The order before a removal, to come back to. */
  removed: { name: string; before: readonly Rule[] } | null;
}

const NOTHING: Work = { drafts: {}, added: [], chosen: null, part: "rules", removed: null };

export const WORK = windowSlot<Work>(NOTHING);

let made = 0;

/** Adds a rule that is not saved yet, before or after the others, and chooses it. */
export function addRule(client: QueryClient, state: WindowState, rule: Rule, where: "first" | "last"): void {
  const rows = client.getQueryData(rulesQuery().queryKey) ?? [];
  const work = state.get(WORK);
  const taken = [...rows.map((row) => row.rule.name), ...Object.values(work.drafts).map(({ name }) => name)];
  made += 1;
  const key = `new:${made}`;
  state.set(WORK, {
    ...work,
    drafts: { ...work.drafts, [key]: { ...rule, name: freeName(rule.name, taken) } },
    added: [...work.added, { key, at: where === "first" ? 0 : rows.length }],
    chosen: key,
    part: "rules",
  });
}

export function chooseRule(state: WindowState, key: string | null): void {
  state.set(WORK, (work): Work => ({ ...work, chosen: key, part: "rules" }));
}
