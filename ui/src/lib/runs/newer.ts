// Picks the newer of two states of a run. States arrive by signal and as results of commands, and
// the newer state does not always arrive last.
import type { BulkProgress } from "@/ipc/types";

/** The state with the higher age if both describe the same run, otherwise `next`. */
export function newer<T>(
  before: T,
  next: T,
  isSame: (before: T, next: T) => boolean,
  ageOf: (state: T) => number,
): T {
  return isSame(before, next) && ageOf(before) > ageOf(next) ? before : next;
}

export const isUnfinished = ({ state }: BulkProgress): boolean => state === "running" || state === "paused";
