// The comparison in progress: two sides that are shown over the list, or an event whose other side
// is being selected in the list.
import { createContext, useContext } from "react";
import type { Sides } from "@/ipc/types";

export interface Comparing {
  /** The comparison over the list; null when there is none. */
  sides: Sides | null;
  /** The event whose other side is being selected in the list; null when there is none. */
  against: number | null;
  /** Starts the selection of the other side. */
  begin: (id: number) => void;
  open: (sides: Sides) => void;
  /** Closes the comparison and ends the selection. */
  leave: () => void;
}

const Context = createContext<Comparing | null>(null);
export const ComparingContext = Context.Provider;

export function useComparing(): Comparing {
  const comparing = useContext(Context);
  if (comparing === null) throw new Error("useComparing must be called inside <ComparingContext>");
  return comparing;
}

/** Two events, with the one that arrived first as the older side. */
export const eventsOf = (one: number, other: number): Sides => ({
  what: "events",
  old: Math.min(one, other),
  new: Math.max(one, other),
});

/** The sides in reverse order; null when their order is fixed. */
export function swapSides(sides: Sides): Sides | null {
  if (sides.what === "events" || sides.what === "responses" || sides.what === "user")
    return { ...sides, old: sides.new, new: sides.old };
  return null;
}
