// The pane to the right of a draft: the response, or a comparison.
import { PaneBoundary } from "@/components/PaneBoundary";
import { Response } from "@/lib/resends/Response";
import { CompareDraft, CompareResponses } from "./CompareDraft";
import type { DraftState } from "./useDraft";
import type { ResponsePaneState } from "./useResponsePane";

interface ResponsePaneProps {
  event: number;
  state: DraftState;
  pane: ResponsePaneState;
  pending: boolean;
  error: unknown;
  /** Compares the response with the previous one; null without a previous one. */
  onBefore: (() => void) | null;
}

export function ResponsePane(props: ResponsePaneProps) {
  const { event, pane } = props;
  const { comparing, shown } = pane;
  // A comparison with the draft follows its edits, so another resend does not reset it.
  const subject = comparing === "draft" ? "draft" : `${comparing} ${shown?.id}`;
  return (
    <PaneBoundary
      key={`${event} ${subject}`}
      name={comparing === null ? "Response" : "Comparison"}
      event={event}
    >
      <Inside {...props} />
    </PaneBoundary>
  );
}

function Inside({ state, pane, pending, error, onBefore }: ResponsePaneProps) {
  const { comparing, shown, before, showResponse } = pane;
  if (comparing === "draft")
    return (
      <CompareDraft draft={state.draft} edits={state.edits} request={state.request} onClose={showResponse} />
    );
  if (comparing === "responses" && before !== null && shown !== null)
    return <CompareResponses old={before.id} new={shown.id} onClose={showResponse} />;
  return <Response resend={shown} pending={pending} error={error} onBefore={onBefore} />;
}
