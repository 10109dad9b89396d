// Query keys are a tag followed by arguments, for example `["Event", 7]`. A tag alone matches every query under it.

export type Tag =
  | "AnswerCheck"
  | "AnswerForm"
  | "BodyBytes"
  | "BodyText"
  | "Bulk"
  | "BulkPlan"
  | "BulkReport"
  | "BulkResults"
  | "Catalog"
  | "Coverage"
  | "CoverageTargets"
  | "Draft"
  | "EarlierEvents"
  | "Event"
  | "Explanation"
  | "Forwards"
  | "Held"
  | "Hooks"
  | "PlaceFor"
  | "Preview"
  | "RecentReasons"
  | "RecentSearches"
  | "RecentTargets"
  | "RecentUsers"
  | "Resends"
  | "RuleCheck"
  | "Rules"
  | "RulesExport"
  | "RuleTrial"
  | "Sample"
  | "ScenarioRun"
  | "Scenarios"
  | "ScenarioSteps"
  | "Secrets"
  | "Sent"
  | "Settings"
  | "Sidebar"
  | "Status"
  | "TreePointer"
  | "UserLife"
  | "Users"
  | "UserState";

/** Builds a key. The compiler rejects an unknown tag. */
export const key = <const K extends readonly [Tag, ...unknown[]]>(...parts: K): K => parts;

/** The filter for `invalidateQueries` and `removeQueries`: all queries of a tag, or those with these first arguments. */
export const tagged = (tag: Tag, ...args: readonly unknown[]): { queryKey: readonly unknown[] } => ({
  queryKey: [tag, ...args],
});
