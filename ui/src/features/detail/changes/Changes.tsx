// The Changes tab: the old and new state in the event, or the state in the event and the state
// before it. An event with neither offers other comparisons.
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
