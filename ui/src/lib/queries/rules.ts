// Queries for rules, and for the hook section of an authgear.yaml.
import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import { checkRule, exportRules, readHooks, rules, tryRules } from "@/ipc/bindings/commands";
import type { Rule } from "@/ipc/types";
import { newestFitting } from "@/lib/rules/fitting";
import { key } from "./tags";

export const rulesQuery = () => queryOptions({ queryKey: key("Rules"), queryFn: rules });

/** All rules as one file, fetched again for each copy. */
export const rulesExportQuery = () =>
  queryOptions({ queryKey: key("RuleFile"), queryFn: exportRules, staleTime: 0 });

export const ruleCheckQuery = (rule: Rule) =>
  queryOptions({
    queryKey: key("RuleCheck", rule),
    queryFn: () => checkRule({ rule }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });

/**
 * The rule that would answer an event. `rules` is an array as JSON text, or the text `null` for the
 * stored rules. `storedAt` distinguishes versions of the stored rules.
 */
export const ruleTrialQuery = (event: number | null, rules: string, storedAt: number | null) =>
  queryOptions({
    queryKey: key("RuleTrial", event, rules, storedAt),
    queryFn: event === null ? skipToken : () => tryRules({ eventId: event, rules: JSON.parse(rules) }),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });

/** The newest stored event that a rule matches; null when there is none. */
export const fittingEventQuery = (rule: Rule | null) =>
  queryOptions({
    queryKey: key("FittingEvent", rule?.when),
    queryFn: rule === null ? skipToken : () => newestFitting(rule),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });

export const hooksQuery = (yaml: string) =>
  queryOptions({
    queryKey: key("Hooks", yaml),
    queryFn: yaml.trim() === "" ? skipToken : () => readHooks({ yaml }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
