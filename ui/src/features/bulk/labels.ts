// Sentences about a bulk resend: its plan and its progress. Pure.
import { listed } from "@/format/phrase";
import { counted, countOf } from "@/format/size";
import { spanOf } from "@/format/time";
import type { BulkKind, BulkPlan, BulkProgress, BulkTally } from "@/ipc/types";

export const FAULT_LABELS: Record<BulkKind, string> = {
  intact: "",
  duplicate: "duplicate",
  moved: "out of order",
  delayed: "delayed",
  dropped: "dropped",
  broken_signature: "broken signature",
  truncated: "truncated",
};

/** `, about 2 min`; empty when only the target limits the pace. */
function durationText(millis: number): string {
  return millis < 1000 ? "" : `, about ${spanOf(Math.max(1, Math.round(millis / 1000)))}`;
}

/** `1 204 requests to http://…, about 2 min.` */
export function planSentence(plan: BulkPlan, to: string): string {
  const { requests, lasts_ms } = plan.planned;
  const where = to.trim() === "" ? "" : ` to ${to.trim()}`;
  const duration = durationText(lasts_ms);
  const pace = duration === "" ? ", as fast as the target answers" : duration;
  return `${counted(requests, "request")}${where}${pace}.`;
}

/** `Includes 12 duplicates and 3 truncated. 4 events dropped.` Empty without faults. */
export function faultSentence(tally: BulkTally): string {
  const parts: string[] = [];
  const add = (count: number, words: string) => {
    if (count > 0) parts.push(`${countOf(count)} ${words}`);
  };
  add(tally.duplicates, "duplicates");
  add(tally.moved, "out of order");
  add(tally.delayed, "delayed");
  add(tally.broken_signatures, "with a broken signature");
  add(tally.truncated, "truncated");
  const of = parts.length === 0 ? "" : `Includes ${listed(parts)}.`;
  const gone = tally.dropped === 0 ? "" : `${counted(tally.dropped, "event")} dropped.`;
  return [of, gone].filter((part) => part !== "").join(" ");
}

export const doneOf = (progress: BulkProgress): number =>
  progress.answered + progress.failed + progress.not_sent;

/** `412 per second`, `3.4 per second` */
export function rateText(perSecond: number): string {
  return `${perSecond >= 100 ? countOf(Math.round(perSecond)) : perSecond.toFixed(1)} per second`;
}

const secondsOf = (millis: number): string => {
  if (millis < 1000) return `${Math.round(millis)} ms`;
  return millis < 10_000 ? `${(millis / 1000).toFixed(1)} s` : spanOf(Math.round(millis / 1000));
};

/** The current state in a few words. */
export function stateText(progress: BulkProgress): string {
  const took = secondsOf(progress.elapsed_ms);
  switch (progress.state) {
    case "running":
      return progress.left_ms === null ? "Sending" : `${secondsOf(progress.left_ms)} left`;
    case "paused":
      return "Paused";
    case "cancelled":
      return progress.cancelled_in_ms === null
        ? `Canceled after ${took}`
        : `Canceled after ${took}, stopped within ${countOf(Math.max(1, progress.cancelled_in_ms))} ms`;
    case "done":
      return `Done in ${took}`;
  }
}
