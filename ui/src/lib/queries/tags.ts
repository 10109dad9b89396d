// Builds query keys: a cache tag followed by arguments, for example `["Event", 7]`. A tag alone
// matches all of its queries. The Rust side declares which commands and signals change which tags
// (ipc/cache.ts), so features name tags only where they write a value into the cache.
import type { CacheTag } from "@/ipc/cache";

/** The backend has no tags for events that are read through a separate listing. */
type Tag = CacheTag | "EarlierEvents" | "NewestEvents" | "FittingEvent";

/** Builds a key. The compiler rejects an unknown tag. */
export const key = <const K extends readonly [Tag, ...unknown[]]>(...parts: K): K => parts;

/**
 * The filter for `invalidateQueries` and `removeQueries`: all queries of a tag that start with the
 * given arguments.
 */
export const tagged = (tag: Tag, ...args: readonly unknown[]): { queryKey: readonly unknown[] } => ({
  queryKey: [tag, ...args],
});
