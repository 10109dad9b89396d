// Words for codes that cross from the backend and are shown in more than one place.
import type { ResendOutcome, ResendView } from "../ipc/types";

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
export function outcomeWord(outcome: ResendOutcome): string {
  return outcome.state === "response" ? String(outcome.status) : (FAILURES[outcome.why] ?? outcome.why);
}

export type OutcomeTone = "ok" | "bad" | "wait";

export function outcomeTone(outcome: ResendOutcome): OutcomeTone {
  if (outcome.state === "response") return outcome.status < 400 ? "ok" : "bad";
  return outcome.why === "timeout" || outcome.why === "cancelled" ? "wait" : "bad";
}

export function editedWord(resend: Pick<ResendView, "edited">): string {
  return resend.edited ? "Edited body" : "Unchanged bytes";
}

const SIGNED: Record<string, string> = {
  original: "with the original signature",
  anew: "signed anew",
  none: "unsigned",
};

export function signedWord(resend: Pick<ResendView, "signed">): string {
  return SIGNED[resend.signed] ?? resend.signed;
}
