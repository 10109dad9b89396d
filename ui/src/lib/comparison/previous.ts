// Finds the event of the same type that came before another one.
import { closeListing, listingWindow, openListing } from "@/ipc/bindings/commands";
import type { EventRow } from "@/ipc/types";
import { word } from "@/lib/scope/scope";

/** A filter for events of the same type; for requests without a type, those to the same path. */
const alikeFilter = ({ vendor, type, path }: EventRow) =>
  type === null ? `-type:* path:${word(path)}` : `vendor:${vendor} type:${word(type)}`;

/** Its id; null when there is none. A listing is ordered by id, newest first, so a few reads find the place. */
export async function previousAlike(event: EventRow): Promise<number | null> {
  const { listing, total } = await openListing({ filter: alikeFilter(event), grouped: false, ticket: null });
  try {
    const idAt = async (place: number) =>
      (await listingWindow({ listing, start: place, len: 1 })).rows[0]?.id;
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
