// Rules made from what a person looks at: an event's type, or an answer that a target gave.

import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { useWindowState } from "@/components/WindowState";
import { isBlocking } from "@/format/senders";
import { MAX_ANSWER_STATUS, MIN_ANSWER_STATUS } from "@/ipc/bindings/limits";
import type { EventRow, ResendView, Rule } from "@/ipc/types";
import { rulesQuery } from "@/lib/queries";
import { keptHeader, literal, newAction, rule } from "./rule";
import { addRule, chooseRule } from "./work";

const OpenRules = createContext<(() => void) | null>(null);

export const RulesOpener = OpenRules.Provider;

/** Adds an unsaved rule before the others and opens it; null where no page of rules can be opened. */
export function useMakeRule(): ((rule: Rule) => void) | null {
  const client = useQueryClient();
  const state = useWindowState();
  const open = useContext(OpenRules);
  if (open === null) return null;
  return (made) => {
    // Its place among the others is known only after they are.
    void client
      .ensureQueryData(rulesQuery())
      .catch(() => [])
      .then(() => {
        addRule(client, state, made, "first");
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
  const which =
    row.type === null
      ? { method: [row.method], path: [row.path] }
      : { vendor: [row.vendor], type: [row.type] };
  const name = row.type ?? `${row.method} ${row.path}`;
  return rule(name, which, isBlocking(row) ? newAction("deny") : newAction("respond"));
}

/** A rule that answers events like this one as a target answered; null when it gave no answer that can be written. */
export function ruleOfAnswer(
  row: Pick<EventRow, "vendor" | "type" | "kind" | "method" | "path">,
  { outcome }: Pick<ResendView, "outcome">,
): Rule | null {
  if (outcome.state !== "response" || !outcome.exact) return null;
  const { status, body } = outcome;
  if (status < MIN_ANSWER_STATUS || status > MAX_ANSWER_STATUS) return null;
  const headers = outcome.headers
    .filter(({ name, exact }) => exact && keptHeader(name))
    .map(({ name, value }) => `${name}: ${literal(value)}`);
  const bare = body === "" || status === 204 || status === 304;
  const made = ruleFor(row);
  return rule(`${made.name} as answered`, made.when, {
    respond: { status, headers, body: bare ? { form: "empty" } : { form: "text", text: literal(body) } },
  });
}
