// What is known of something under way comes by two ways, its signal and the answers of commands, and the later word is not
// always the last to arrive.
import type { BulkProgress } from "@/ipc/types";

/** Of two words about something under way, the one that was said later; the new one where that cannot be told. */
export function further<T>(
  before: T,
  next: T,
  isSame: (before: T, next: T) => boolean,
  ageOf: (one: T) => number,
): T {
  return isSame(before, next) && ageOf(before) > ageOf(next) ? before : next;
}

export const isUnderWay = ({ state }: BulkProgress): boolean => state === "running" || state === "paused";
