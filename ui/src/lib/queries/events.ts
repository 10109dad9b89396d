// Queries for events, their bodies and their resends. A received event never changes. Its
// annotations and resends can change; the commands that change them invalidate the event.
import { infiniteQueryOptions, keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import {
  bodyBytes,
  bodyText,
  closeListing,
  event,
  explain,
  listingWindow,
  openListing,
  resends,
  revealedEvent,
  treePointer,
} from "@/ipc/bindings/commands";
import { newestEvents } from "@/lib/events/newest";
import { key } from "./tags";

const FOREVER = Number.POSITIVE_INFINITY;

export const eventQuery = (id: number | null) =>
  queryOptions({
    queryKey: key("Event", id),
    queryFn: id === null ? skipToken : () => event({ id }),
    staleTime: FOREVER,
  });

/** The event with its secrets. It leaves the cache as soon as no view shows it. */
export const revealedEventQuery = (id: number | null) =>
  queryOptions({
    queryKey: key("Event", id, "revealed"),
    queryFn: id === null ? skipToken : () => revealedEvent({ id }),
    gcTime: 0,
  });

export const resendsQuery = (event: number) =>
  queryOptions({ queryKey: key("Resends", event), queryFn: () => resends({ id: event }) });

/** Revealed values leave the cache as soon as no view shows them. */
const revealedGcTime = (reveal: boolean) => (reveal ? { gcTime: 0 } : {});

/** The body as text, in parts. `partLength` is read before each part. */
export const bodyTextQuery = (id: number, reveal: boolean, partLength: () => number) =>
  infiniteQueryOptions({
    queryKey: key("BodyText", id, reveal),
    queryFn: ({ pageParam }) => bodyText({ id, start: pageParam, len: partLength(), reveal }),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.end < last.total && last.end > last.start ? last.end : undefined),
    staleTime: FOREVER,
    ...revealedGcTime(reveal),
    placeholderData: keepPreviousData,
  });

export const lengthOfParts = (parts: readonly ArrayBuffer[]) =>
  parts.reduce((sum, part) => sum + part.byteLength, 0);

/** The body as bytes, in parts. `partLength` is read before each part. */
export const bodyBytesQuery = (id: number, size: number, reveal: boolean, partLength: () => number) =>
  infiniteQueryOptions({
    queryKey: key("BodyBytes", id, reveal),
    queryFn: ({ pageParam }) => bodyBytes({ id, start: pageParam, len: partLength(), reveal }),
    initialPageParam: 0,
    getNextPageParam: (last, parts) =>
      last.byteLength > 0 && lengthOfParts(parts) < size ? lengthOfParts(parts) : undefined,
    staleTime: FOREVER,
    ...revealedGcTime(reveal),
  });

export const EARLIER_EVENTS_MAX = 6;

/** The newest matches of a filter that arrived before an event. */
async function earlierEvents(filter: string, id: number) {
  const { listing } = await openListing({ filter, grouped: false, ticket: null });
  try {
    const { rows, total, counting } = await listingWindow({
      listing,
      start: 0,
      len: EARLIER_EVENTS_MAX + 20,
      anchor: null,
    });
    const before = rows.filter((row) => row.id < id);
    const later = rows.length - before.length;
    const count = Math.max(before.length, total - later);
    return { rows: before.slice(0, EARLIER_EVENTS_MAX), total: count, counting };
  } finally {
    void closeListing({ listing }).catch(() => undefined);
  }
}

export const earlierEventsQuery = (id: number, filter: string | null) =>
  queryOptions({
    queryKey: key("EarlierEvents", id),
    queryFn: filter === null ? skipToken : () => earlierEvents(filter, id),
    staleTime: FOREVER,
  });

/** Events that the menu of a field for an event number lists. */
const MAX_NEWEST_EVENTS = 15;

/** Read again for each page that shows it. */
export const newestEventsQuery = (filter: string) =>
  queryOptions({
    queryKey: key("NewestEvents", filter),
    queryFn: () => newestEvents(filter, MAX_NEWEST_EVENTS),
    staleTime: 0,
  });

const treePointerQuery = (event: number, node: number) =>
  queryOptions({
    queryKey: key("TreePointer", event, node),
    queryFn: () => treePointer({ id: event, node }),
    staleTime: FOREVER,
  });

/** A member of a body: its JSON Pointer, or its handle in the tree; null for none. */
export type Member = string | number | null;

export const explanationQuery = (event: number, member: Member) =>
  queryOptions({
    queryKey: key("Explanation", event, member),
    queryFn:
      member === null
        ? skipToken
        : async ({ client }) =>
            explain({
              id: event,
              pointer:
                typeof member === "string"
                  ? member
                  : await client.fetchQuery(treePointerQuery(event, member)),
            }),
    staleTime: FOREVER,
    // The explanation stays until the next one arrives, but not after the pointer leaves.
    placeholderData: member === null ? undefined : keepPreviousData,
  });
