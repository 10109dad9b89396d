// Reads the start of a list of events.
import { closeListing, listingWindow, openListing } from "@/ipc/bindings/commands";
import type { EventRow } from "@/ipc/types";

/** The newest events that match a filter. */
export async function newestEvents(filter: string, len: number): Promise<EventRow[]> {
  const { listing } = await openListing({ filter, grouped: false, ticket: null });
  try {
    return (await listingWindow({ listing, start: 0, len, anchor: null })).rows;
  } finally {
    void closeListing({ listing }).catch(() => undefined);
  }
}
