// The tree of a body: tracks the open branches and fetches the visible pages of children.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { tree } from "@/ipc/bindings/commands";
import type { TreeNode } from "@/ipc/types";
import { type FetchPage, findPlace, PAGE } from "./tree-find";
import { type Branch, closeChild, openChild, placeAt, rootBranch, type TreePlace } from "./tree-rows";

export interface Tree {
  root: Branch;
  /** Incremented with every change of `root`, which is mutated in place. */
  version: number;
  error: unknown;
  retry: () => void;
  nodeAt: (place: TreePlace) => TreeNode | undefined;
  /** Sets the visible rows and fetches the missing nodes. */
  setViewport: (start: number, end: number) => void;
  /** Opens or closes a node. */
  toggle: (place: TreePlace) => void;
  /** Opens the ancestors of a member. Resolves to the member, or to its nearest known ancestor. */
  find: (pointer: string) => Promise<TreePlace>;
}

export function useTree(id: number, reveal: boolean): Tree {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another event has another tree.
  const root = useMemo(rootBranch, [id]);
  const [version, setVersion] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const requests = useRef(new Map<Branch, Map<number, Promise<void>>>());
  const revealed = useRef(reveal);

  const load = useCallback(
    async (branch: Branch, page: number) => {
      const requested = revealed.current;
      try {
        const start = page * PAGE;
        const { nodes } = await tree({ id, node: branch.node, start, len: PAGE, reveal: requested });
        // Values were masked or shown during the request. A later request has the right values.
        if (requested !== revealed.current) return;
        // The root is open by default.
        const top = branch.parent === null && branch.known.size === 0 ? nodes[0] : undefined;
        nodes.forEach((node, at) => {
          branch.known.set(start + at, node);
        });
        if (top !== undefined && top.children > 0) openChild(branch, 0, top);
        setError(null);
        setVersion((n) => n + 1);
      } catch (thrown) {
        requests.current.get(branch)?.delete(page);
        setError(thrown);
      }
    },
    [id],
  );
  const fetchPage: FetchPage = useCallback(
    (branch, page) => {
      const pages = requests.current.get(branch) ?? new Map<number, Promise<void>>();
      requests.current.set(branch, pages);
      const request = pages.get(page) ?? load(branch, page);
      pages.set(page, request);
      return request;
    },
    [load],
  );

  const nodeAt = useCallback((place: TreePlace) => place.parent.known.get(place.index), []);

  const setViewport = useCallback(
    (start: number, end: number) => {
      for (let position = start; position < end; position += 1) {
        const place = placeAt(root, position);
        if (place !== null && !place.parent.known.has(place.index))
          void fetchPage(place.parent, Math.floor(place.index / PAGE));
      }
    },
    [root, fetchPage],
  );

  const toggle = useCallback((place: TreePlace) => {
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

  // Showing or masking values refetches the loaded pages. Open branches stay open.
  useEffect(() => {
    if (revealed.current === reveal) return;
    revealed.current = reveal;
    const before = [...requests.current];
    requests.current = new Map();
    for (const [branch, pages] of before) for (const page of pages.keys()) void fetchPage(branch, page);
  }, [reveal, fetchPage]);

  const retry = useCallback(() => {
    setError(null);
    // Other failed pages are fetched when they become visible.
    if (root.known.size === 0) void fetchPage(root, 0);
    setVersion((n) => n + 1);
  }, [root, fetchPage]);

  return { root, version, error, retry, nodeAt, setViewport, toggle, find };
}
