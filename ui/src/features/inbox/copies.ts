// The events a row of a grouped list stands for: those with the same sender, application and id.
import { closeListing, listingWindow, openListing } from "@/ipc/bindings/commands";
import { MAX_LISTING_ROWS } from "@/ipc/bindings/limits";
import type { EventRow } from "@/ipc/types";
import { type Copies, EVERYTHING, filterOf } from "@/lib/scope/scope";

export function copiesOf({ vendor, app_id, event_id, copies }: EventRow): Copies | null {
  return event_id === null || copies < 2 ? null : { vendor, app: app_id, id: event_id };
}

/** The ids of an event and, when its row stands for several, of those. */
export async function idsBehind(row: EventRow): Promise<number[]> {
  const copies = copiesOf(row);
  if (copies === null) return [row.id];
  const { listing, total } = await openListing({
    filter: filterOf({ ...EVERYTHING, copies }, ""),
    grouped: false,
    ticket: null,
  });
  const ids = [row.id];
  try {
    for (let start = 0; start < total; start += MAX_LISTING_ROWS) {
      const { rows } = await listingWindow({ listing, start, len: MAX_LISTING_ROWS });
      // Only copies by its sender's id: the filter's word finds an event's own number, too.
      for (const { id, event_id } of rows) if (event_id === copies.id && id !== row.id) ids.push(id);
    }
  } finally {
    void closeListing({ listing }).catch(() => undefined);
  }
  return ids;
}
