// Moves rules by drag and drop.
import { type DragEvent, useState } from "react";
import type { RuleEdits, RuleItem } from "./useRuleDrafts";

export function useDragging({ items, move }: RuleEdits) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  return {
    /** The key of the rule under the dragged one. */
    over: over === dragged ? null : over,
    handlers: (item: RuleItem, at: number) => ({
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", item.rule.name);
        setDragged(item.key);
      },
      onDragOver: (event: DragEvent) => {
        if (dragged === null) return;
        event.preventDefault();
        setOver(item.key);
      },
      onDragEnd: end,
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        const moved = items.find((one) => one.key === dragged);
        end();
        if (moved !== undefined) move(moved, at);
      },
    }),
  };
}
