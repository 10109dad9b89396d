// The tree of a body: which branches are open, and the pages of children in view.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { tree } from "@/ipc/bindings/commands";
import type { TreeNode } from "@/ipc/types";
import { type FetchPage, findPlace, PAGE } from "./tree-find";
import { type Branch, closeChild, openChild, type Place, placeAt, trunk } from "./tree-rows";

export interface Tree {
  root: Branch;
  /** Grows with every change of `root`, which is changed in place. */
  version: number;
  error: unknown;
  retry: () => void;
  nodeAt: (place: Place) => TreeNode | undefined;
  look: (start: number, end: number) => void;
  flip: (place: Place) => void;
  /** Opens the branches down to a member, and resolves to its place or to that of its nearest ancestor. */
  find: (pointer: string) => Promise<Place>;
}

export function useTree(id: number, reveal: boolean): Tree {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another event is another tree.
  const root = useMemo(trunk, [id]);
  const [version, setVersion] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const asked = useRef(new Map<Branch, Map<number, Promise<void>>>());
  const revealed = useRef(reveal);

  const load = useCallback(
    async (branch: Branch, page: number) => {
      const wanted = revealed.current;
      try {
        const start = page * PAGE;
        const answer = await tree({ id, node: branch.node, start, len: PAGE, reveal: wanted });
        // The values were masked or shown in the meantime: a later answer is the right one.
        if (wanted !== revealed.current) return;
        // The root is open from the start.
        const top = branch.parent === null && branch.known.size === 0 ? answer.nodes[0] : undefined;
        answer.nodes.forEach((node, at) => {
          branch.known.set(start + at, node);
        });
        if (top !== undefined && top.children > 0) openChild(branch, 0, top);
        setError(null);
        setVersion((n) => n + 1);
      } catch (thrown) {
        asked.current.get(branch)?.delete(page);
        setError(thrown);
      }
    },
    [id],
  );
  const fetchPage: FetchPage = useCallback(
    (branch, page) => {
      const pages = asked.current.get(branch) ?? new Map<number, Promise<void>>();
      asked.current.set(branch, pages);
      const known = pages.get(page) ?? load(branch, page);
      pages.set(page, known);
      return known;
    },
    [load],
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

  const find = useCallback(
    async (pointer: string) => {
      const place = await findPlace(root, pointer, fetchPage);
      setVersion((n) => n + 1);
      return place;
    },
    [root, fetchPage],
  );

  useEffect(() => {
    void fetchPage(root, 0);
  }, [root, fetchPage]);

  // Masked values change in their places; what is open stays open.
  useEffect(() => {
    if (revealed.current === reveal) return;
    revealed.current = reveal;
    const before = [...asked.current];
    asked.current = new Map();
    for (const [branch, pages] of before) for (const page of pages.keys()) void fetchPage(branch, page);
  }, [reveal, fetchPage]);

  const retry = useCallback(() => {
    setError(null);
    // Other pages that failed are fetched when they come into view.
    if (root.known.size === 0) void fetchPage(root, 0);
    setVersion((n) => n + 1);
  }, [root, fetchPage]);

  return { root, version, error, retry, nodeAt, look, flip, find };
}
