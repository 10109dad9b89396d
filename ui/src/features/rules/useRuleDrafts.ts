// The stored rules with their unsaved edits. Edits of a rule live as long as the window, also while
// another page is shown. Changes of the list (order, on and off, removal) are saved immediately.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useWindowSlot, useWindowState } from "@/components/WindowState";
import { saveRules } from "@/ipc/bindings/commands";
import type { Rule, RuleRow } from "@/ipc/types";
import { rulesQuery } from "@/lib/queries";
import { addRule, RULE_DRAFTS, type RuleDrafts, type RulesView } from "@/lib/rules/rule-drafts";

/** A rule as the page shows it: a stored rule with its edits, or a new rule. */
export interface RuleItem {
  key: string;
  /** The rule with unsaved edits, if any. */
  rule: Rule;
  /** The stored row; null for a new rule. */
  row: RuleRow | null;
  changed: boolean;
}

const without = (drafts: RuleDrafts["drafts"], key: string): RuleDrafts["drafts"] =>
  Object.fromEntries(Object.entries(drafts).filter(([other]) => other !== key));

function itemsOf(rows: readonly RuleRow[], work: RuleDrafts): RuleItem[] {
  const items: RuleItem[] = rows.map((row) => {
    const draft = work.drafts[row.rule.name];
    const changed = draft !== undefined && JSON.stringify(draft) !== JSON.stringify(row.rule);
    return { key: row.rule.name, rule: draft ?? row.rule, row, changed };
  });
  // From the end, so that an insertion does not shift the positions of the remaining ones.
  for (const { key, at } of [...work.added].reverse()) {
    const draft = work.drafts[key];
    if (draft === undefined) continue;
    const before = rows[at];
    const place = before === undefined ? items.length : items.findIndex((item) => item.row === before);
    items.splice(place, 0, { key, rule: draft, row: null, changed: true });
  }
  return items;
}

/** In milliseconds. */
const POLL_INTERVAL = 2000;

function useRules() {
  return useQuery({ ...rulesQuery(), refetchInterval: POLL_INTERVAL });
}

export function useRuleDrafts() {
  const client = useQueryClient();
  const state = useWindowState();
  const stored = useRules();
  const [work, change] = useWindowSlot(RULE_DRAFTS);
  const rows = useMemo(() => stored.data ?? [], [stored.data]);
  const items = useMemo(() => itemsOf(rows, work), [rows, work]);
  const saving = useMutation({
    mutationFn: (next: Rule[]) => saveRules({ rules: next }),
    onSuccess: (next) => client.setQueryData(rulesQuery().queryKey, next),
  });
  const store = (next: Rule[], after?: () => void) =>
    saving.mutate(next, after === undefined ? {} : { onSuccess: after });
  const now = rows.map((row) => row.rule);

  return {
    stored,
    items,
    chosen: items.find((item) => item.key === work.chosen) ?? null,
    removed: work.removed,
    part: work.part,
    show: (part: RulesView) => change((work) => ({ ...work, part })),
    saving,
    choose: (key: string | null) => change((work) => ({ ...work, chosen: key })),
    edit: (key: string, rule: Rule) =>
      change((work) => {
        const before = now.find(({ name }) => name === key);
        const same = before !== undefined && JSON.stringify(before) === JSON.stringify(rule);
        return { ...work, drafts: same ? without(work.drafts, key) : { ...work.drafts, [key]: rule } };
      }),
    /** Discards unsaved edits; a new rule disappears. */
    discard: (key: string) =>
      change((work) => ({
        ...work,
        drafts: without(work.drafts, key),
        added: work.added.filter((one) => one.key !== key),
        chosen: key.startsWith("new:") && work.chosen === key ? null : work.chosen,
      })),
    save: (item: RuleItem) =>
      store(
        items
          .filter((other) => other.row !== null || other.key === item.key)
          .map((other) => (other.key === item.key || other.row === null ? other.rule : other.row.rule)),
        () =>
          change((work) => ({
            ...work,
            drafts: without(work.drafts, item.key),
            added: work.added
              .filter((one) => one.key !== item.key)
              // Saving a new rule shifts the positions of the new rules after it.
              .map((one) =>
                item.row === null && one.at > (work.added.find(({ key }) => key === item.key)?.at ?? 0)
                  ? { ...one, at: one.at + 1 }
                  : one,
              ),
            chosen: work.chosen === item.key ? item.rule.name : work.chosen,
          })),
      ),
    toggle: (item: RuleItem) => {
      if (item.changed)
        change((work) => ({
          ...work,
          drafts: { ...work.drafts, [item.key]: { ...item.rule, on: !item.rule.on } },
        }));
      const { row } = item;
      if (row !== null) store(now.map((rule) => (rule === row.rule ? { ...rule, on: !item.rule.on } : rule)));
    },
    /** Moves a rule to another position in the list. */
    move: (item: RuleItem, to: number) => {
      const from = items.indexOf(item);
      const place = Math.max(0, Math.min(to, items.length - 1));
      if (from < 0 || from === place) return;
      const next = items.filter((other) => other !== item);
      next.splice(place, 0, item);
      if (item.row === null) {
        const at = next.slice(0, place).filter((other) => other.row !== null).length;
        change((work) => ({
          ...work,
          added: work.added.map((one) => (one.key === item.key ? { ...one, at } : one)),
        }));
        return;
      }
      const order = next.flatMap((other) => (other.row === null ? [] : [other.row]));
      // Optimistic: the response of the backend replaces it.
      client.setQueryData(rulesQuery().queryKey, order);
      store(order.map((row) => row.rule));
    },
    remove: (item: RuleItem) => {
      const at = items.indexOf(item);
      const near = (items[at + 1] ?? items[at - 1])?.key ?? null;
      if (item.row === null) {
        change((work) => ({
          ...work,
          drafts: without(work.drafts, item.key),
          added: work.added.filter((one) => one.key !== item.key),
          chosen: near,
        }));
        return;
      }
      const { rule } = item.row;
      store(
        now.filter((other) => other !== rule),
        () =>
          change((work) => ({
            ...work,
            drafts: without(work.drafts, item.key),
            chosen: work.chosen === item.key ? near : work.chosen,
            removed: { name: rule.name, before: now },
          })),
      );
    },
    undoRemoval: () => {
      const { removed } = work;
      if (removed === null) return;
      // Restores only the removed rule, at its former position. Later changes of other rules stay.
      const gone = removed.before.find(({ name }) => name === removed.name);
      if (gone === undefined) return;
      const next = [...now];
      next.splice(Math.min(removed.before.indexOf(gone), next.length), 0, gone);
      store(next, () => change((work) => ({ ...work, removed: null, chosen: gone.name })));
    },
    forgetRemoval: () => change((work) => ({ ...work, removed: null })),
    add: (rule: Rule, where: "first" | "last") => addRule(client, state, rule, where),
  };
}

export type RuleEdits = ReturnType<typeof useRuleDrafts>;
