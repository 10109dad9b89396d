// The active row of the tree. Keys, clicks and links to a member move it.
import { useEffect, useState } from "react";
import type { useVirtualRows } from "@/components/useVirtualRows";
import { positionOf, type TreePlace } from "./tree-rows";
import type { Tree } from "./useTree";

/** A member to go to. Each new object goes there again, even for the same member. */
export interface Goal {
  pointer: string;
}

interface TreeCursor {
  active: number;
  setActive: (position: number) => void;
  /** Activates a row and scrolls to it. */
  goTo: (position: number) => void;
}

export function useTreeCursor(
  tree: Tree,
  rows: ReturnType<typeof useVirtualRows>,
  goal: Goal | null,
): TreeCursor {
  const [active, setActive] = useState(0);
  const { reveal, ref } = rows;
  const { find } = tree;
  const [found, setFound] = useState<TreePlace | null>(null);
  useEffect(() => {
    let over = false;
    if (goal !== null) void find(goal.pointer).then((place) => !over && setFound(place));
    return () => {
      over = true;
    };
  }, [goal, find]);
  // The tree gets the height of its opened branches only in this render, so scroll after it.
  useEffect(() => {
    if (found === null) return;
    const position = positionOf(found.parent, found.index);
    setActive(position);
    reveal(position);
    ref.current?.focus();
  }, [found, reveal, ref]);
  return {
    active,
    setActive,
    goTo: (position) => {
      const next = Math.min(Math.max(position, 0), tree.root.size - 1);
      setActive(next);
      reveal(next);
    },
  };
}
