// The pane to the right of a draft: the response, or a comparison in its place.
import { PaneBoundary } from "@/components/PaneBoundary";
import { Response } from "@/lib/resends/Response";
import { CompareDraft, CompareResponses } from "./CompareDraft";
import type { Beside } from "./useBeside";
import type { DraftState } from "./useDraft";

interface ResponsePaneProps {
  event: number;
  state: DraftState;
  beside: Beside;
  pending: boolean;
  error: unknown;
  /** Compares the response with the one before it; null when there is none. */
  onBefore: (() => void) | null;
}

export function ResponsePane(props: ResponsePaneProps) {
  const { event, beside } = props;
  const { comparing, shown } = beside;
  // An edited draft is compared again: another resend is no reason to start over.
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

function Inside({ state, beside, pending, error, onBefore }: ResponsePaneProps) {
  const { comparing, shown, before, showResponse } = beside;
  if (comparing === "draft")
    return (
      <CompareDraft draft={state.draft} edits={state.edits} request={state.request} onClose={showResponse} />
    );
  if (comparing === "responses" && before !== null && shown !== null)
    return <CompareResponses old={before.id} new={shown.id} onClose={showResponse} />;
  return <Response resend={shown} pending={pending} error={error} onBefore={onBefore} />;
}
