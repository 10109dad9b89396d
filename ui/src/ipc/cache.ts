// Query keys from cache tags. A key is a tag, then the part it belongs to, then whatever else distinguishes queries of
// that part: `keyOf("BodyText", id, reveal)`. The Rust side declares which command and signal changes which tags, so
// no feature lists the keys that its changes affect.
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { CACHE_TAGS, type CacheTag, SIGNAL_TAGS, type Tagged, type TagsOf } from "./bindings/cache-tags";
import type { CommandName, Commands } from "./bindings/commands";
import type { SignalName, Signals } from "./bindings/signals";
import { type Arguments, call } from "./call";

export type { CacheTag };

export const keyOf = (tag: CacheTag, ...parts: readonly unknown[]): QueryKey => [tag, ...parts];

/** Marks what a command changed as out of date. What is on screen is fetched again at once. */
export function invalidate<C extends CommandName>(
  client: QueryClient,
  command: C,
  args: Commands[C]["args"],
): Promise<void> {
  const tags: TagsOf<Commands[C]["args"]> | undefined = CACHE_TAGS[command];
  return invalidateTags(client, tags?.invalidates?.(args) ?? []);
}

/** The same for a signal. */
export function invalidateOn<S extends SignalName>(
  client: QueryClient,
  signal: S,
  payload: Signals[S],
): Promise<void> {
  const tags: TagsOf<Signals[S]> | undefined = SIGNAL_TAGS[signal];
  return invalidateTags(client, tags?.invalidates?.(payload) ?? []);
}

// biome-ignore lint/suspicious/noConfusingVoidType: with `undefined`, `mutate()` would require an argument.
type Variables<C extends CommandName> = Commands[C]["args"] extends undefined ? void : Commands[C]["args"];

/** Options of `useMutation` for a command: its result replaces what it provides, then its tags are out of date. */
export function mutationOf<C extends CommandName>(client: QueryClient, command: C) {
  return {
    mutationFn: (args: Variables<C>) => call(command, ...([args] as Arguments<C>)),
    onSuccess: (result: Commands[C]["result"], variables: Variables<C>) => {
      const args = variables as Commands[C]["args"];
      const tags: TagsOf<Commands[C]["args"]> | undefined = CACHE_TAGS[command];
      const provided = tags?.provides?.(args);
      if (provided !== undefined) for (const key of keysOf(provided)) client.setQueryData(key, result);
      void invalidate(client, command, args);
    },
  };
}

async function invalidateTags(client: QueryClient, tags: readonly Tagged[]): Promise<void> {
  const keys = tags.flatMap(keysOf);
  await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** The keys of a tag: one, or one per element of a list. */
function keysOf([tag, ...parts]: Tagged): QueryKey[] {
  const [part] = parts;
  if (part === undefined) return [keyOf(tag)];
  return isList(part) ? part.map((one) => keyOf(tag, one)) : [keyOf(tag, part)];
}

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);
