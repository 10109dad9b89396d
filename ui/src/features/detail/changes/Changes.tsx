// What an event changed: its old and its new side, or the state it carries and the one before it; and what else it can
// be compared with, where it has neither.
import type { EventRow } from "@/ipc/types";
import { CompareOffers } from "@/lib/comparison/CompareOffers";
import { Comparison } from "@/lib/comparison/Comparison";
import type { ComparisonState } from "@/lib/comparison/useComparison";

interface ChangesProps {
  event: EventRow;
  state: ComparisonState;
  onEvent: (id: number) => void;
}

export function Changes({ event, state, onEvent }: ChangesProps) {
  return (
    <Comparison state={state} beside={event.id} onEvent={onEvent} instead={<CompareOffers event={event} />} />
  );
}
