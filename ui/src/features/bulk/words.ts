// Sentences about a bulk send: what will happen, and how far it is.

import { listed } from "@/format/phrase";
import { counted, countOf } from "@/format/size";
import { spanOf } from "@/format/time";
import type { BulkKind, BulkPlan, BulkProgress, BulkTally } from "@/ipc/types";

export const KIND_WORDS: Record<BulkKind, string> = {
  intact: "",
  duplicate: "second copy",
  moved: "out of order",
  delayed: "delayed",
  dropped: "dropped",
  broken_signature: "broken signature",
  truncated: "truncated",
};

/** `about 2 min`; empty where only the target says how long it takes. */
function lastsWords(millis: number): string {
  return millis < 1000 ? "" : `, about ${spanOf(Math.max(1, Math.round(millis / 1000)))}`;
}

/** `1 204 requests to http://…, about 2 min.` */
export function planSentence(plan: BulkPlan, to: string): string {
  const { requests, lasts_ms } = plan.planned;
  const where = to.trim() === "" ? "" : ` to ${to.trim()}`;
  const lasts = lastsWords(lasts_ms);
  return `${counted(requests, "request")}${where}${lasts === "" ? ", as fast as it answers" : lasts}.`;
}

/** `Of them 12 second copies, 3 truncated; 4 are dropped.` Empty when nothing is tampered with. */
export function tamperSentence(tally: BulkTally): string {
  const parts: string[] = [];
  const add = (count: number, words: string) => {
    if (count > 0) parts.push(`${countOf(count)} ${words}`);
  };
  add(tally.duplicates, "second copies");
  add(tally.moved, "out of order");
  add(tally.delayed, "delayed");
  add(tally.broken_signatures, "with a broken signature");
  add(tally.truncated, "truncated");
  const of = parts.length === 0 ? "" : `Of them ${listed(parts)}.`;
  const gone = tally.dropped === 0 ? "" : `${counted(tally.dropped, "event")} dropped.`;
  return [of, gone].filter((part) => part !== "").join(" ");
}

export const doneOf = (progress: BulkProgress): number =>
  progress.answered + progress.failed + progress.not_sent;

/** `412 a second`, `3.4 a second` */
export function rateWords(perSecond: number): string {
  return `${perSecond >= 100 ? countOf(Math.round(perSecond)) : perSecond.toFixed(1)} a second`;
}

const secondsOf = (millis: number): string => {
  if (millis < 1000) return `${Math.round(millis)} ms`;
  return millis < 10_000 ? `${(millis / 1000).toFixed(1)} s` : spanOf(Math.round(millis / 1000));
};

/** What it does now, in a few words. */
export function stateWords(progress: BulkProgress): string {
  const took = secondsOf(progress.elapsed_ms);
  switch (progress.state) {
    case "running":
      return progress.left_ms === null ? "Sending" : `${secondsOf(progress.left_ms)} left`;
    case "paused":
      return "Paused";
    case "cancelled":
      return progress.cancelled_in_ms === null
        ? `Cancelled after ${took}`
        : `Cancelled after ${took}; it ended within ${countOf(Math.max(1, progress.cancelled_in_ms))} ms`;
    case "done":
      return `Done in ${took}`;
  }
}
