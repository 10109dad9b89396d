// The tabs of an event, in display order, which is also the order of the number keys.

import { ANSWER_STATE_LABELS } from "@/format/labels";
import { countOf, sizeOf } from "@/format/size";
import type { EventDetail } from "@/ipc/types";

export const TABS = ["changes", "payload", "headers", "answer", "resends", "raw"] as const;
export type TabName = (typeof TABS)[number];

export const TAB_NAMES: Record<TabName, string> = {
  changes: "Changes",
  payload: "Payload",
  headers: "Headers",
  answer: "Answer",
  resends: "Resends",
  raw: "Raw",
};

/** The next or previous tab; the first and the last tab are neighbors. */
export function tabBeside(tab: TabName, by: 1 | -1): TabName {
  const at = TABS.indexOf(tab) + by + TABS.length;
  return TABS[at % TABS.length] ?? tab;
}

/**
 * The tab of an event while the user has chosen none: Changes if there are changes, otherwise
 * Payload. `differ` is null while it is unknown; an event that can be compared usually differs.
 */
export const firstTab = (comparable: boolean, differ: boolean | null): TabName =>
  comparable && differ !== false ? "changes" : "payload";

/** The text after each tab's name; null for none. `changed` is null while it is unknown. */
export function countsOf(
  { row, headers, answer }: EventDetail,
  changed: number | null,
): Record<TabName, string | number | null> {
  return {
    changes: changed === null ? null : countOf(changed),
    payload: row.size === 0 ? "empty" : sizeOf(row.size),
    headers: headers.length,
    answer: answer === null ? "none" : (answer.status ?? ANSWER_STATE_LABELS[answer.state].toLowerCase()),
    resends: row.resends > 0 ? row.resends : null,
    raw: null,
  };
}
