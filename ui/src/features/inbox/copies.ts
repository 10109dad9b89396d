// The events behind one row of a grouped list: all events with the same sender, application and id.
import { closeListing, listingWindow, openListing } from "@/ipc/bindings/commands";
import { MAX_LISTING_ROWS } from "@/ipc/bindings/limits";
import type { EventRow } from "@/ipc/types";
import { type Copies, EVERYTHING, filterOf } from "@/lib/scope/scope";

export function copiesOf({ vendor, app_id, event_id, copies }: EventRow): Copies | null {
  return event_id === null || copies < 2 ? null : { vendor, app: app_id, id: event_id };
}

/** The ids of all events behind a row; one id for a row that is not grouped. */
export async function idsOfRow(row: EventRow): Promise<number[]> {
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
      const { rows } = await listingWindow({ listing, start, len: MAX_LISTING_ROWS, anchor: null });
      // The filter `id:` also matches Hookglass's own event numbers. Keep only equal sender ids.
      for (const { id, event_id } of rows) if (event_id === copies.id && id !== row.id) ids.push(id);
    }
  } finally {
    void closeListing({ listing }).catch(() => undefined);
  }
  return ids;
}
