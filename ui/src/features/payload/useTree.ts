// The tree of a body in the window: which branches are open, and the pages of children that are looked at.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { TREE_PAGE_MAX, tree } from "../../ipc/commands";
import type { TreeNode } from "../../ipc/types";
import { type Branch, closeChild, openChild, type Place, placeAt, trunk } from "./tree-rows";

const PAGE = Math.min(200, TREE_PAGE_MAX);

export interface Tree {
  root: Branch;
  /** Grows with every change of `root`, which is changed in place. */
  version: number;
  error: unknown;
  retry: () => void;
  nodeAt: (place: Place) => TreeNode | undefined;
  look: (start: number, end: number) => void;
  flip: (place: Place) => void;
}

export function useTree(id: number): Tree {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another event is another tree.
  const root = useMemo(trunk, [id]);
  const [version, setVersion] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const asked = useRef(new Map<Branch, Set<number>>());

  const fetchPage = useCallback(
    async (branch: Branch, page: number) => {
      const pages = asked.current.get(branch) ?? new Set<number>();
      if (pages.has(page)) return;
      asked.current.set(branch, pages.add(page));
      try {
        const start = page * PAGE;
        const answer = await tree(id, branch.node, start, PAGE);
        answer.nodes.forEach((node, at) => {
          branch.known.set(start + at, node);
        });
        // The root is open from the start; there is nothing to see otherwise.
        const top = branch.parent === null ? answer.nodes[0] : undefined;
        if (top !== undefined && top.children > 0) openChild(branch, 0, top);
        setError(null);
        setVersion((n) => n + 1);
      } catch (thrown) {
        pages.delete(page);
        setError(thrown);
      }
    },
    [id],
  );

  const nodeAt = useCallback((place: Place) => place.parent.known.get(place.index), []);

  const look = useCallback(
    (start: number, end: number) => {
      for (let position = start; position < end; position += 1) {
        const place = placeAt(root, position);
        if (place !== null && !place.parent.known.has(place.index))
          void fetchPage(place.parent, Math.floor(place.index / PAGE));
      }
    },
    [root, fetchPage],
  );

  const flip = useCallback((place: Place) => {
    const node = place.parent.known.get(place.index);
    if (node === undefined || node.children === 0) return;
    if (place.branch === null) openChild(place.parent, place.index, node);
    else closeChild(place.parent, place.index);
    setVersion((n) => n + 1);
  }, []);

  useEffect(() => {
    void fetchPage(root, 0);
  }, [root, fetchPage]);

  const retry = useCallback(() => {
    setError(null);
    // What else was not fetched is asked for as soon as it is looked at.
    if (root.known.size === 0) void fetchPage(root, 0);
    setVersion((n) => n + 1);
  }, [root, fetchPage]);

  return { root, version, error, retry, nodeAt, look, flip };
}
