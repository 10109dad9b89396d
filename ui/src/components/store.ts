// A value outside React that components can subscribe to. Unlike React state, it can be read and
// changed between two renders. Code that awaits a backend call needs this.
import { useSyncExternalStore } from "react";

/** The next value, or a function from the current value to the next one. */
export type Next<T> = T | ((current: T) => T);

export interface Store<T> {
  get: () => T;
  set: (next: Next<T>) => void;
  /** Calls `listener` after each change. The returned function unsubscribes it. */
  subscribe: (listener: () => void) => () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      const changed = typeof next === "function" ? (next as (current: T) => T)(value) : next;
      if (Object.is(changed, value)) return;
      value = changed;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A part of a store's value. The component renders again when this part changes. */
export const useStore = <T, P = T>(store: Store<T>, select: (value: T) => P): P =>
  useSyncExternalStore(store.subscribe, () => select(store.get()));
