// After the user changed the filter, selects the first event of the new list, unless the selected
// event is in it. Arriving events do not start this, so they never change what is read.
import { useEffect, useRef } from "react";
import type { ListingView } from "@/features/inbox/useListing";
import { listingWindow } from "@/ipc/bindings/commands";
import type { Navigation } from "./useNavigation";

/** The row of the event, or of the next older event if the list does not contain it. */
async function rowAt(listing: number, event: number) {
  const anchor = { event, index: 1, newer_than: event };
  // A window that does not start at 0 moves with its anchor.
  return (await listingWindow({ listing, start: 1, len: 1, anchor })).rows[0]?.id ?? null;
}

/** Returns whether no event matches the filter, so that there is none to show. */
export function useFollowedFilter(view: ListingView, navigation: Navigation): boolean {
  const { followed, selection, selectFollowed, filterFollowed } = navigation;
  const { listing, filter, total, counting } = view;
  const first = view.row(0)?.id ?? null;
  const isListed = followed !== null && filter === followed && listing !== null;
  const isEmpty = isListed && total === 0 && !counting;
  /** The listing that was empty. It cannot contain the selected event later. */
  const emptyListing = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a larger total can decide the question.
  useEffect(() => {
    if (isEmpty) emptyListing.current = listing;
    if (!isListed || first === null) return;
    if (selection === null || emptyListing.current === listing) return selectFollowed(first);
    let isOver = false;
    rowAt(listing, selection)
      .then((at) => {
        if (isOver) return;
        if (at === selection) filterFollowed();
        // Without a row, the search has not come as far as the event.
        else if (at !== null || !counting) selectFollowed(first);
      })
      // The list requests the same rows, and shows the error.
      .catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [isListed, isEmpty, listing, first, selection, total, counting, selectFollowed, filterFollowed]);
  return isEmpty;
}
