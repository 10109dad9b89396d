// What stands beside the draft: the response to a resend, or a comparison of the draft or of two responses.
import { useState } from "react";
import type { ResendView } from "@/ipc/types";

export interface Beside {
  /** The resend whose response is shown; null while there is none. */
  shown: ResendView | null;
  /** The answered resend before the one shown; null where there is nothing to compare. */
  before: ResendView | null;
  comparing: "draft" | "responses" | null;
  toggle: (what: "draft" | "responses") => void;
  show: (id: number) => void;
  /** Back to the newest response. */
  reset: () => void;
  showResponse: () => void;
}

export function useBeside(resends: readonly ResendView[], first: number | null, pending: boolean): Beside {
  const [wanted, setWanted] = useState<"draft" | "responses" | null>(null);
  const [chosen, setChosen] = useState<number | null>(first);
  const shown = resends.find((one) => one.id === chosen) ?? resends[0] ?? null;
  const answered = resends.filter((one) => one.outcome.state === "response");
  const at = shown === null ? -1 : answered.indexOf(shown);
  const before = at < 0 || pending ? null : (answered[at + 1] ?? null);
  const comparing = wanted === "responses" && before === null ? null : wanted;
  return {
    shown,
    before,
    comparing,
    toggle: (what) => setWanted(wanted === what ? null : what),
    show: (id) => {
      setWanted(null);
      setChosen(id);
    },
    reset: () => {
      setWanted(null);
      setChosen(null);
    },
    showResponse: () => setWanted(null),
  };
}
