// Query keys from cache tags. A key is a tag, then the part it belongs to, then whatever else distinguishes queries of
// that part: `keyOf("BodyText", id, reveal)`. The Rust side declares which command and signal changes which tags, so
// no feature lists the keys that its changes affect.
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { CACHE_TAGS, type CacheTag, SIGNAL_TAGS, type Tagged, type TagsOf } from "./bindings/cache-tags";
import type { SignalName, Signals } from "./bindings/signals";
import { onEnded } from "./call";

export type { CacheTag };

export const keyOf = (tag: CacheTag, ...parts: readonly unknown[]): QueryKey => [tag, ...parts];

/** Marks what a signal declares to change as out of date. What is on screen is fetched again at once. */
export function invalidateOn<S extends SignalName>(
  client: QueryClient,
  signal: S,
  payload: Signals[S],
): Promise<void> {
  const tags: TagsOf<Signals[S]> | undefined = SIGNAL_TAGS[signal];
  return invalidateTags(client, tags?.invalidates?.(payload) ?? []);
}

/**
 * Keeps a cache current: after a command, what it declares to change is out of date, and a command that changes a value
 * and returns it puts the new one in place. Also after a failure, which may have changed something before. Returns what
 * ends it.
 */
export const connect = (client: QueryClient): (() => void) =>
  onEnded(({ command, args, result }) => {
    // The compiler does not see that the tags of a command take the arguments of that command.
    const tags = CACHE_TAGS[command] as TagsOf<unknown> | undefined;
    if (tags?.invalidates === undefined) return;
    const provided = tags.provides?.(args);
    if (provided !== undefined && result !== undefined)
      for (const key of keysOf(provided)) client.setQueryData(key, result);
    void invalidateTags(client, tags.invalidates(args));
  });

/** One pass over the cache: a command can name thousands of events, of which few are cached. */
async function invalidateTags(client: QueryClient, tags: readonly Tagged[]): Promise<void> {
  if (tags.length === 0) return;
  const named = tags.map(([tag, part]) => ({ tag, parts: part === undefined ? null : partsOf(part) }));
  await client.invalidateQueries({
    predicate: ({ queryKey: [tag, part] }) =>
      named.some((one) => one.tag === tag && (one.parts === null || one.parts.has(part))),
  });
}

const partsOf = (part: unknown): ReadonlySet<unknown> =>
  new Set<unknown>(Array.isArray(part) ? part : [part]);

/** The keys of a tag: one, or one per element of a list. */
const keysOf = ([tag, part]: Tagged): QueryKey[] =>
  part === undefined ? [keyOf(tag)] : [...partsOf(part)].map((one) => keyOf(tag, one));
