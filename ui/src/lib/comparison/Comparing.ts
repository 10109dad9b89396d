// What a person compares: two sides that are shown over the list, or an event whose other side is being chosen in it.
import { createContext, useContext } from "react";
import type { Sides } from "@/ipc/types";

export interface Comparing {
  /** What lies over the list; null when nothing does. */
  sides: Sides | null;
  /** The event whose other side is to be chosen in the list. */
  against: number | null;
  begin: (id: number) => void;
  open: (sides: Sides) => void;
  /** Leaves both. */
  leave: () => void;
}

const Context = createContext<Comparing | null>(null);
export const ComparingContext = Context.Provider;

export function useComparing(): Comparing {
  const comparing = useContext(Context);
  if (comparing === null) throw new Error("useComparing needs its context around it");
  return comparing;
}

/** Two events, the one that came first as the older side. */
export const eventsOf = (one: number, other: number): Sides => ({
  what: "events",
  old: Math.min(one, other),
  new: Math.max(one, other),
});

/** The same the other way round; null for what has one way only. */
export function swapped(sides: Sides): Sides | null {
  if (sides.what === "events" || sides.what === "responses" || sides.what === "user")
    return { ...sides, old: sides.new, new: sides.old };
  return null;
}
