// Two responses to compare: how they are selected, and in which order they are compared.
import type { Sides } from "@/ipc/types";

/** The selection after a press on one: at most two, of which the older selection gives way. */
export const toggledPair = (selected: readonly number[], id: number): readonly number[] =>
  selected.includes(id) ? selected.filter((one) => one !== id) : [...selected.slice(-1), id];

/** Two responses, the earlier one as the older side. */
export const responsesOf = (one: number, other: number): Sides => ({
  what: "responses",
  old: Math.min(one, other),
  new: Math.max(one, other),
});
