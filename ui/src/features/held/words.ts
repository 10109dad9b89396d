// Sentences about an event that is held or was held. Pure.

import { isBlocking } from "@/format/senders";
import type { AnswerView } from "@/ipc/types";
import { automaticAfter, type HeldEvent, spanWord } from "@/lib/held/clock";

/** What happens without a decision. */
export function otherwise(row: HeldEvent): { first: string; rest: string } {
  const after = spanWord(automaticAfter(row));
  const rule = row.rule === null ? "" : `Held by the rule “${row.rule}”. `;
  const end = spanWord(row.total_ms);
  return {
    first: `If nobody decides, Hookglass answers ${row.automatic} after ${after}.`,
    rest: isBlocking(row)
      ? `${rule}Without an answer Authgear fails the operation at ${end} and rolls it back.`
      : `${rule}Its sender gives up after ${end}.`,
  };
}

/** The outcome is known. */
export const isSettled = (answer: AnswerView | null) => answer !== null && answer.state !== "waiting";

/** How a wait ended that was not ended in this window. */
export function endOf(answer: AnswerView | null, row: HeldEvent): { title: string; sentence: string } {
  const note = answer?.note ?? null;
  if (row.gone || answer?.state === "gone")
    return {
      title: "The sender hung up",
      sentence: note ?? "It did not wait for the answer, so none can reach it any more.",
    };
  if (answer === null || !isSettled(answer))
    return { title: "The wait is over", sentence: "How it ended is being looked up." };
  const by: Record<string, string> = {
    deadline: `Nobody had decided in time, so Hookglass answered by itself: ${row.automatic}.`,
    person: "A person answered it.",
  };
  const said = by[answer.decided_by ?? ""] ?? answer.reason;
  return {
    title: answer.decided_by === "deadline" ? "Answered automatically" : "Already answered",
    sentence: note === null ? said : `${said} ${note}`,
  };
}
