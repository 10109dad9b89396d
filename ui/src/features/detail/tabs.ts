// The parts of an event, in the order of their tabs and of the number keys.
export const TABS = ["changes", "payload", "headers", "answer", "resends", "raw"] as const;
export type TabName = (typeof TABS)[number];

/** The tab beside another, around the ends. */
export function tabBeside(tab: TabName, by: 1 | -1): TabName {
  const at = TABS.indexOf(tab) + by + TABS.length;
  return TABS[at % TABS.length] ?? tab;
}

/** What is shown first: what changed, where there is something to compare. */
export const firstTab = (comparable: boolean): TabName => (comparable ? "changes" : "payload");
