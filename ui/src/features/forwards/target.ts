// A target while it is edited: texts as they are typed, and the target that they stand for.
import type { ForwardTarget } from "@/ipc/types";

export interface TargetDraft extends Omit<ForwardTarget, "deadline_ms"> {
  /** Milliseconds as they are typed; empty for as long as the sender waits. */
  deadline: string;
}

export const NEW_TARGET: ForwardTarget = {
  id: 0,
  url: "http://",
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

/** Null while the deadline is no number of milliseconds. */
export function targetOf({ deadline, ...draft }: TargetDraft): ForwardTarget | null {
  const written = deadline.trim();
  if (written !== "" && !/^\d{1,6}$/.test(written)) return null;
  const answers = draft.mode === "answer";
  return {
    ...draft,
    url: draft.url.trim(),
    filter: draft.filter.trim(),
    retry: draft.retry && !answers,
    // What is not asked for over plain HTTP is not switched off either.
    verify_tls: draft.verify_tls || !isTls(draft.url),
    deadline_ms: answers && written !== "" ? Number(written) : null,
  };
}

export const isTls = (url: string) => /^\s*https:/i.test(url);

/** What a target does with answers, and with events it did not take. */
export function modeWords({ mode, retry, deadline_ms }: ForwardTarget): string {
  if (mode === "answer")
    return deadline_ms === null
      ? "answers for the sender"
      : `answers for the sender, within ${deadline_ms} ms`;
  return retry ? "in the background, sent again until taken" : "in the background, sent once";
}
