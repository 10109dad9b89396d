// Query keys from cache tags. A key starts with a tag and its part. More values can follow to
// distinguish queries of that part: `keyOf("BodyText", id, reveal)`. Rust declares which tags a
// command or signal changes, so features do not list the keys that their changes affect.
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { CACHE_TAGS, type CacheTag, SIGNAL_TAGS, type Tagged, type TagsOf } from "./bindings/cache-tags";
import type { SignalName, Signals } from "./bindings/signals";
import { onEnded } from "./call";

export type { CacheTag };

export const keyOf = (tag: CacheTag, ...parts: readonly unknown[]): QueryKey => [tag, ...parts];

/** Invalidates the tags that a signal changes. Values on screen are fetched again immediately. */
export function invalidateOn<S extends SignalName>(
  client: QueryClient,
  signal: S,
  payload: Signals[S],
): Promise<void> {
  const tags: TagsOf<Signals[S]> | undefined = SIGNAL_TAGS[signal];
  return invalidateTags(client, tags?.invalidates?.(payload) ?? []);
}

/**
 * Keeps a cache current. After a command, the tags that it changes are invalidated, even if it
 * failed, because it may have changed something before the failure. If a command changes a value
 * and returns it, the cache stores the new value. The returned function disconnects the cache.
 */
export const connect = (client: QueryClient): (() => void) =>
  onEnded(({ command, args, result }) => {
    // The compiler cannot infer that the tags of a command take the arguments of that command.
    const tags = CACHE_TAGS[command] as TagsOf<unknown> | undefined;
    if (tags?.invalidates === undefined) return;
    const provided = tags.provides?.(args);
    if (provided !== undefined && result !== undefined)
      for (const key of keysOf(provided)) client.setQueryData(key, result);
    void invalidateTags(client, tags.invalidates(args));
  });

/**
 * Passes over the cache once: a command can name thousands of events, and few of them are cached.
 */
async function invalidateTags(client: QueryClient, tags: readonly Tagged[]): Promise<void> {
  if (tags.length === 0) return;
  const targets = tags.map(([tag, part]) => ({ tag, parts: part === undefined ? null : partsOf(part) }));
  await client.invalidateQueries({
    predicate: ({ queryKey: [tag, part] }) =>
      targets.some((target) => target.tag === tag && (target.parts === null || target.parts.has(part))),
  });
}

const partsOf = (part: unknown): ReadonlySet<unknown> =>
  new Set<unknown>(Array.isArray(part) ? part : [part]);

/** The key of a tag, or one key per element of a list. */
const keysOf = ([tag, part]: Tagged): QueryKey[] =>
  part === undefined ? [keyOf(tag)] : [...partsOf(part)].map((one) => keyOf(tag, one));
