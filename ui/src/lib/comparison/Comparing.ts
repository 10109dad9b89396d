// What a person compares: two sides that are shown over the list, or an event whose other side is being chosen in it.
import { createContext, useContext } from "react";
import type { Sides } from "@/ipc/types";

export interface Comparing {
  /** The comparison over the list; null while there is none. */
  sides: Sides | null;
  /** The event whose other side is chosen in the list. */
  against: number | null;
  begin: (id: number) => void;
  open: (sides: Sides) => void;
  /** Ends both. */
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

/** The sides the other way round; null where their order is fixed. */
export function swapped(sides: Sides): Sides | null {
  if (sides.what === "events" || sides.what === "responses" || sides.what === "user")
    return { ...sides, old: sides.new, new: sides.old };
  return null;
}
