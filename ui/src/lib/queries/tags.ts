// Query keys are a cache tag followed by arguments, for example `["Event", 7]`. A tag alone matches every query under it.
// The Rust side declares which commands and signals change which tags (ipc/cache.ts), so features name tags only where
// they write a value into the cache.
import type { CacheTag } from "@/ipc/cache";

/** `EarlierEvents` are read through a listing of their own, which no tag describes. */
type Tag = CacheTag | "EarlierEvents";

/** Builds a key. The compiler rejects an unknown tag. */
export const key = <const K extends readonly [Tag, ...unknown[]]>(...parts: K): K => parts;

/** The filter for `invalidateQueries` and `removeQueries`: all queries of a tag, or those with these first arguments. */
export const tagged = (tag: Tag, ...args: readonly unknown[]): { queryKey: readonly unknown[] } => ({
  queryKey: [tag, ...args],
});
