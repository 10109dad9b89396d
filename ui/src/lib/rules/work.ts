// Unsaved changes to rules. They live as long as the window, so that other pages can add a rule and open it.
import type { QueryClient } from "@tanstack/react-query";
import { kept } from "@/components/kept";
import type { Rule } from "@/ipc/types";
import { rulesQuery } from "@/lib/queries";
import { freeName } from "./rule";

export interface Added {
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

export const WORK = kept<Work>(NOTHING);

let made = 0;

/** Puts a rule that is not saved yet among the others, in front of them or behind, and chooses it. */
export function addRule(client: QueryClient, rule: Rule, where: "first" | "last"): void {
  const rows = client.getQueryData(rulesQuery().queryKey) ?? [];
  const work = WORK.get(client);
  const taken = [...rows.map((row) => row.rule.name), ...Object.values(work.drafts).map(({ name }) => name)];
  made += 1;
  const key = `new:${made}`;
  WORK.set(client, {
    ...work,
    drafts: { ...work.drafts, [key]: { ...rule, name: freeName(rule.name, taken) } },
    added: [...work.added, { key, at: where === "first" ? 0 : rows.length }],
    chosen: key,
    part: "rules",
  });
}

export function chooseRule(client: QueryClient, key: string | null): void {
  WORK.set(client, (work) => ({ ...work, chosen: key, part: "rules" }));
}
