// Words for codes that cross from the backend and are shown in more than one place.
import type { AnswerState, Origin as OriginOf, ResendOutcome, ResendView, SentOutcome } from "@/ipc/types";

const FAILURES: Record<string, string> = {
  refused: "refused",
  timeout: "timed out",
  name_not_found: "name not found",
  unreachable: "unreachable",
  tls: "TLS failed",
  reset: "connection reset",
  broken_response: "broken response",
  cancelled: "cancelled",
};

/** `200`, or a word for why there was no response. */
export function outcomeWord(outcome: ResendOutcome | SentOutcome): string {
  return outcome.state === "response" ? String(outcome.status) : (FAILURES[outcome.why] ?? outcome.why);
}

export type OutcomeTone = "ok" | "bad" | "wait";

export function outcomeTone(outcome: ResendOutcome | SentOutcome): OutcomeTone {
  if (outcome.state === "response") return outcome.status < 400 ? "ok" : "bad";
  return outcome.why === "timeout" || outcome.why === "cancelled" ? "wait" : "bad";
}

export function editedWord(resend: Pick<ResendView, "edited">): string {
  return resend.edited ? "Edited body" : "Unchanged bytes";
}

const ORIGINS: Record<OriginOf, string> = {
  person: "",
  forward: "forwarded",
  bulk: "bulk",
  command: "command line",
};

/** What made a resend; nothing is said of a person's. */
export const originWord = (origin: OriginOf): string => ORIGINS[origin];

const SIGNED: Record<string, string> = {
  original: "with the original signature",
  anew: "signed anew",
  none: "unsigned",
  wrong: "signed wrong on purpose",
};

export function signedWord(resend: Pick<ResendView, "signed">): string {
  return SIGNED[resend.signed] ?? resend.signed;
}

/** What became of an answer, in a word. */
export const ANSWER_STATE_WORDS: Record<AnswerState, string> = {
  answered: "Answered",
  waiting: "Waiting",
  gone: "Sender gone",
  broken: "Broken off",
  interrupted: "Interrupted",
};

/** What a sender makes of an answer, in a word. */
export const VERDICT_WORDS: Record<string, string> = {
  allowed: "Allowed",
  denied: "Denied",
  delivered: "Delivered",
  refused: "Refused",
  timed_out: "Timed out",
  not_delivered: "Not delivered",
  unknown: "No verdict",
};

const VERDICT_TONES: Record<string, OutcomeTone | "plain"> = {
  allowed: "ok",
  delivered: "ok",
  denied: "wait",
  refused: "bad",
  timed_out: "bad",
  not_delivered: "bad",
};

export const verdictTone = (outcome: string): OutcomeTone | "plain" => VERDICT_TONES[outcome] ?? "plain";
