// Selects two responses to compare, and orders them.
import type { Sides } from "@/ipc/types";

/**
 * The selection after toggling `id`. It holds at most two ids; a third id replaces the one selected
 * first.
 */
export const toggledPair = (selected: readonly number[], id: number): readonly number[] =>
  selected.includes(id) ? selected.filter((one) => one !== id) : [...selected.slice(-1), id];

/** Two responses, with the earlier one as the older side. */
export const responsesOf = (one: number, other: number): Sides => ({
  what: "responses",
  old: Math.min(one, other),
  new: Math.max(one, other),
});
