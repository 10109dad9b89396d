// The draft of a target: its fields as typed, and the conversion from and to a target. Pure.
import { urlOfText } from "@/format/url";
import type { ForwardTarget } from "@/ipc/types";
import { isTls } from "@/lib/targets/target";

export interface TargetDraft extends Omit<ForwardTarget, "deadline_ms"> {
  /** The time limit in milliseconds, as typed; empty for as long as the sender waits. */
  deadline: string;
}

export const NEW_TARGET: ForwardTarget = {
  id: 0,
  url: "",
  filter: "",
  on: true,
  mode: "background",
  retry: false,
  verify_tls: true,
  deadline_ms: null,
};

export const draftOf = ({ deadline_ms, ...target }: ForwardTarget): TargetDraft => ({
  ...target,
  deadline: deadline_ms === null ? "" : String(deadline_ms),
});

/** The target of a draft; null while the time limit is not a whole number. */
export function targetOf({ deadline, ...draft }: TargetDraft): ForwardTarget | null {
  const written = deadline.trim();
  if (written !== "" && !/^\d{1,6}$/.test(written)) return null;
  const answers = draft.mode === "answer";
  return {
    ...draft,
    url: urlOfText(draft.url),
    filter: draft.filter.trim(),
    retry: draft.retry && !answers,
    // The option is hidden for plain HTTP, so the check stays on.
    verify_tls: draft.verify_tls || !isTls(draft.url),
    deadline_ms: answers && written !== "" ? Number(written) : null,
  };
}

/**
 * The mode of a target in a few words: who answers the sender, and whether failed events are
 * retried.
 */
export function modeWords({ mode, retry, deadline_ms }: ForwardTarget): string {
  if (mode === "answer")
    return deadline_ms === null ? "answers the sender" : `answers the sender within ${deadline_ms} ms`;
  return retry ? "in the background, with retries" : "in the background, without retries";
}
