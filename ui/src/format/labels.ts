// Labels for codes from the backend that more than one feature shows.
import type { AnswerState, Origin as OriginOf, ResendOutcome, ResendView, SentOutcome } from "@/ipc/types";

const FAILURES: Record<string, string> = {
  refused: "connection refused",
  timeout: "timed out",
  name_not_found: "name not found",
  unreachable: "unreachable",
  tls: "TLS failed",
  reset: "connection reset",
  broken_response: "broken response",
  cancelled: "canceled",
};

/** The status, such as `200`, or a label for the failure. */
export function outcomeLabel(outcome: ResendOutcome | SentOutcome): string {
  return outcome.state === "response" ? String(outcome.status) : (FAILURES[outcome.why] ?? outcome.why);
}

export type OutcomeTone = "ok" | "bad" | "wait";

export function outcomeTone(outcome: ResendOutcome | SentOutcome): OutcomeTone {
  if (outcome.state === "response") return outcome.status < 400 ? "ok" : "bad";
  return outcome.why === "timeout" || outcome.why === "cancelled" ? "wait" : "bad";
}

export function editedLabel(resend: Pick<ResendView, "edited">): string {
  return resend.edited ? "Edited body" : "Unchanged bytes";
}

const ORIGINS: Record<OriginOf, string> = {
  person: "",
  forward: "forwarded",
  bulk: "bulk",
  command: "command line",
};

/** What sent a resend. Empty for resends by the user. */
export const originLabel = (origin: OriginOf): string => ORIGINS[origin];

const SIGNED: Record<string, string> = {
  original: "original signature",
  anew: "re-signed",
  none: "unsigned",
  wrong: "invalid signature on purpose",
};

export function signatureLabel(resend: Pick<ResendView, "signed">): string {
  return SIGNED[resend.signed] ?? resend.signed;
}

/** Labels for the state of an answer. */
export const ANSWER_STATE_LABELS: Record<AnswerState, string> = {
  answered: "Answered",
  waiting: "Waiting",
  gone: "Sender disconnected",
  broken: "Connection dropped",
  interrupted: "Interrupted",
};

/** Labels for the verdict of a sender on an answer. */
export const VERDICT_LABELS: Record<string, string> = {
  allowed: "Allowed",
  denied: "Denied",
  delivered: "Delivered",
  refused: "Rejected",
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
