// Where a changed member stands in the event's body: changes are told within the two sides, which lie in the payload.
import { pointerOf } from "../../format/pointer";
import type { ChangeView, Comparison } from "../../ipc/types";

export function bodyPointer(
  comparison: Pick<Comparison, "old_name" | "new_name">,
  change: Pick<ChangeView, "path" | "new">,
): string {
  const side = change.new === null ? comparison.old_name : comparison.new_name;
  return `${pointerOf(["payload", side])}${change.path}`;
}
