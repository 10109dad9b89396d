// Makes rules from what the window shows: the type of an event, or the answer of a target.
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { useWindowState } from "@/components/WindowState";
import { isBlocking } from "@/format/senders";
import { MAX_ANSWER_STATUS, MIN_ANSWER_STATUS } from "@/ipc/bindings/limits";
import type { EventRow, ResendView, Rule } from "@/ipc/types";
import { rulesQuery } from "@/lib/queries";
import { escapePlaceholders, isCopiedHeader, newAction, rule } from "./rule";
import { addRule, chooseRule } from "./rule-drafts";

const OpenRules = createContext<(() => void) | null>(null);

export const RulesOpener = OpenRules.Provider;

/** Adds an unsaved rule at the top and opens it; null where the page of rules cannot be opened. */
export function useMakeRule(): ((rule: Rule) => void) | null {
  const client = useQueryClient();
  const state = useWindowState();
  const open = useContext(OpenRules);
  if (open === null) return null;
  return (rule) => {
    // The name and the position of the new rule depend on the stored rules.
    void client
      .ensureQueryData(rulesQuery())
      .catch(() => [])
      .then(() => {
        addRule(client, state, rule, "first");
        open();
      });
  };
}

/** Opens a rule by its name. */
export function useOpenRule(): ((name: string) => void) | null {
  const state = useWindowState();
  const open = useContext(OpenRules);
  if (open === null) return null;
  return (name) => {
    chooseRule(state, name);
    open();
  };
}

/** A rule for events like this one. */
export function ruleFor(row: Pick<EventRow, "vendor" | "type" | "kind" | "method" | "path">): Rule {
  const when =
    row.type === null
      ? { method: [row.method], path: [row.path] }
      : { vendor: [row.vendor], type: [row.type] };
  const name = row.type ?? `${row.method} ${row.path}`;
  return rule(name, when, isBlocking(row) ? newAction("deny") : newAction("respond"));
}

/**
 * A rule that answers events like this one as the target did; null when a rule cannot express that
 * answer.
 */
export function ruleOfAnswer(
  row: Pick<EventRow, "vendor" | "type" | "kind" | "method" | "path">,
  { outcome }: Pick<ResendView, "outcome">,
): Rule | null {
  if (outcome.state !== "response" || !outcome.exact) return null;
  const { status, body } = outcome;
  if (status < MIN_ANSWER_STATUS || status > MAX_ANSWER_STATUS) return null;
  const headers = outcome.headers
    .filter(({ name, exact }) => exact && isCopiedHeader(name))
    .map(({ name, value }) => `${name}: ${escapePlaceholders(value)}`);
  const isEmpty = body === "" || status === 204 || status === 304;
  const { name, when } = ruleFor(row);
  return rule(`${name} as answered`, when, {
    respond: {
      status,
      headers,
      body: isEmpty ? { form: "empty" } : { form: "text", text: escapePlaceholders(body) },
    },
  });
}
