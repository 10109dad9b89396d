// What the pane beside a draft shows: the response to a resend, or a comparison of the draft or of
// two responses.
import { useState } from "react";
import type { ResendView } from "@/ipc/types";

export interface ResponsePaneState {
  /** The resend whose response is shown; null without one. */
  shown: ResendView | null;
  /** The previous resend with a response; null without one. */
  before: ResendView | null;
  comparing: "draft" | "responses" | null;
  toggle: (what: "draft" | "responses") => void;
  show: (id: number) => void;
  /** Shows the newest response again. */
  reset: () => void;
  showResponse: () => void;
}

export function useResponsePane(
  resends: readonly ResendView[],
  first: number | null,
  pending: boolean,
): ResponsePaneState {
  const [mode, setMode] = useState<"draft" | "responses" | null>(null);
  const [chosen, setChosen] = useState<number | null>(first);
  const shown = resends.find((one) => one.id === chosen) ?? resends[0] ?? null;
  const answered = resends.filter((one) => one.outcome.state === "response");
  const at = shown === null ? -1 : answered.indexOf(shown);
  const before = at < 0 || pending ? null : (answered[at + 1] ?? null);
  const comparing = mode === "responses" && before === null ? null : mode;
  return {
    shown,
    before,
    comparing,
    toggle: (what) => setMode(mode === what ? null : what),
    show: (id) => {
      setMode(null);
      setChosen(id);
    },
    reset: () => {
      setMode(null);
      setChosen(null);
    },
    showResponse: () => setMode(null),
  };
}
