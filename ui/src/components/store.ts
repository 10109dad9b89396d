// A value outside React that components subscribe to. Unlike React state it can be read and changed at once, between two
// renders, which code that awaits a backend call needs.
import { useSyncExternalStore } from "react";

export type Next<T> = T | ((before: T) => T);

export interface Store<T> {
  get: () => T;
  /** A function as the next value is called with the present one. */
  set: (next: Next<T>) => void;
  /** Calls `hear` after each change, until the returned function is called. */
  subscribe: (hear: () => void) => () => void;
}

export function createStore<T>(first: T): Store<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      const after = typeof next === "function" ? (next as (before: T) => T)(value) : next;
      if (Object.is(after, value)) return;
      value = after;
      for (const hear of listeners) hear();
    },
    subscribe: (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
  };
}

/** A part of a store's value. The component renders again when that part is another one. */
export const useStore = <T, P = T>(store: Store<T>, select: (value: T) => P): P =>
  useSyncExternalStore(store.subscribe, () => select(store.get()));
