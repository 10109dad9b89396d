// Sentences about a held event: what happens without a decision, and how its wait ended. Pure.

import { isBlocking } from "@/format/senders";
import type { AnswerView } from "@/ipc/types";
import { automaticAfter, durationLabel, type HeldEvent } from "@/lib/held/clock";

/** What happens without a decision. */
export function automaticAnswer(row: HeldEvent): { first: string; rest: string } {
  const after = durationLabel(automaticAfter(row));
  const rule = row.rule === null ? "" : `Held by the rule “${row.rule}”. `;
  const end = durationLabel(row.total_ms);
  return {
    first: `Without a decision, Hookglass answers ${row.automatic} after ${after}.`,
    rest: isBlocking(row)
      ? `${rule}Without an answer, Authgear fails the operation after ${end} and rolls it back.`
      : `${rule}The sender times out after ${end}.`,
  };
}

/** The outcome is known. */
export const isSettled = (answer: AnswerView | null) => answer !== null && answer.state !== "waiting";

/** How a wait ended that this window did not end. */
export function outcomeOf(answer: AnswerView | null, row: HeldEvent): { title: string; sentence: string } {
  const note = answer?.note ?? null;
  if (row.gone || answer?.state === "gone")
    return {
      title: "The sender disconnected",
      sentence: note ?? "It closed the connection before an answer was sent.",
    };
  if (answer === null || !isSettled(answer))
    return { title: "No longer held", sentence: "Loading the outcome…" };
  const by: Record<string, string> = {
    deadline: `No decision in time, so Hookglass answered automatically: ${row.automatic}.`,
    person: "It was answered manually.",
  };
  const sentence = by[answer.decided_by ?? ""] ?? answer.reason;
  return {
    title: answer.decided_by === "deadline" ? "Answered automatically" : "Already answered",
    sentence: note === null ? sentence : `${sentence} ${note}`,
  };
}
