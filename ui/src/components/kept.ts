// What a part of the window is working on, kept while it is out of sight and for as long as the window is open. It is not
// the server state's cache: what is typed has to be there in the same moment.
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";

export interface Kept<T> {
  get: (window: QueryClient) => T;
  set: (window: QueryClient, next: T | ((before: T) => T)) => void;
  use: () => readonly [T, (next: T | ((before: T) => T)) => void];
}

/** One of these for each window; a window is known by its query client. */
export function kept<T>(first: T): Kept<T> {
  interface Place {
    value: T;
    told: Set<() => void>;
  }
  const places = new WeakMap<QueryClient, Place>();
  const placeOf = (window: QueryClient): Place => {
    const known = places.get(window) ?? { value: first, told: new Set() };
    places.set(window, known);
    return known;
  };
  const get = (window: QueryClient) => placeOf(window).value;
  const set = (window: QueryClient, next: T | ((before: T) => T)) => {
    const place = placeOf(window);
    place.value = typeof next === "function" ? (next as (before: T) => T)(place.value) : next;
    for (const tell of place.told) tell();
  };
  const use = () => {
    const window = useQueryClient();
    const subscribe = useCallback(
      (tell: () => void) => {
        const { told } = placeOf(window);
        told.add(tell);
        return () => told.delete(tell);
      },
      [window],
    );
    const value = useSyncExternalStore(subscribe, () => get(window));
    const change = useCallback((next: T | ((before: T) => T)) => set(window, next), [window]);
    return [value, change] as const;
  };
  return { get, set, use };
}
