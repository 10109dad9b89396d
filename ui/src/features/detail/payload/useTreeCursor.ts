// The active row of the tree, which keys, clicks and links to a member move.
import { useEffect, useState } from "react";
import type { useVirtualRows } from "@/components/useVirtualRows";
import { type Place, positionOf } from "./tree-rows";
import type { Tree } from "./useTree";

/** A member to go to; another object is another wish, even for the same member. */
export interface Goal {
  pointer: string;
}

interface TreeCursor {
  active: number;
  setActive: (position: number) => void;
  /** Makes a row active and brings it into view. */
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
  const [found, setFound] = useState<Place | null>(null);
  useEffect(() => {
    let over = false;
    if (goal !== null) void find(goal.pointer).then((place) => !over && setFound(place));
    return () => {
      over = true;
    };
  }, [goal, find]);
  // Only after this render is the tree as tall as its opened branches.
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
