// Finds the previous event of the same type.
import { closeListing, listingWindow, openListing } from "@/ipc/bindings/commands";
import type { EventRow } from "@/ipc/types";
import { quotedValue } from "@/lib/scope/scope";

/**
 * A filter for events of the same type, or for requests to the same path if the event has no type.
 */
const sameTypeFilter = ({ vendor, type, path }: EventRow) =>
  type === null ? `-type:* path:${quotedValue(path)}` : `vendor:${vendor} type:${quotedValue(type)}`;

/**
 * The id of the previous event of the same type; null when there is none. A listing is ordered by
 * id, newest first, so a binary search needs only a few reads.
 */
export async function previousOfSameType(event: EventRow): Promise<number | null> {
  const filter = sameTypeFilter(event);
  const { listing, total } = await openListing({ filter, grouped: false, ticket: null });
  try {
    const idAt = async (index: number) =>
      (await listingWindow({ listing, start: index, len: 1, anchor: null })).rows[0]?.id;
    let low = 0;
    let high = total;
    let found: number | null = null;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const id = await idAt(middle);
      if (id !== undefined && id >= event.id) low = middle + 1;
      else {
        high = middle;
        found = id ?? found;
      }
    }
    return found;
  } finally {
    void closeListing({ listing }).catch(() => undefined);
  }
}
