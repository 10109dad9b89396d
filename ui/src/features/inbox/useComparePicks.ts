// Compares two events of the list: two picked events, or the chosen event and the next one that the
// user chooses.
import { useCallback } from "react";
import { eventsOf, useComparing } from "@/lib/comparison/Comparing";
import type { ListingView } from "./useListing";
import type { Picks } from "./usePicks";

export function useComparePicks(state: ListingView, picks: Picks, selection: number | null) {
  const { against, begin, open, leave } = useComparing();
  /** Compares with this event if the user is choosing the second side of a comparison. */
  const complete = useCallback(
    (id: number) => {
      if (against !== null && id !== against) open(eventsOf(against, id));
    },
    [against, open],
  );
  const comparePicks = async () => {
    const ids: number[] = [];
    await picks.each((row) => ids.push(row.id));
    const [first, second] = ids;
    if (first !== undefined && second !== undefined) open(eventsOf(first, second));
  };
  const compare = () => {
    if (against !== null && selection !== null) complete(selection);
    else if (picks.count === 2) void comparePicks().catch(state.retry);
    else if (selection !== null) begin(selection);
  };
  return { against, complete, compare, leave };
}
