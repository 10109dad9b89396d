// The rows of a partially loaded tree. The state is the open branches, each with its number of
// children and its open children. Finding a row takes time proportional to the depth and the number
// of open branches, not to the number of children, and does not recurse. A hundred thousand
// children and a thousand levels are therefore both fine. This module does not fetch or render.
import type { TreeNode } from "@/ipc/types";

/** The children of an open node. */
export interface Branch {
  /** The handle of the open node; null for the branch whose only child is the root value. */
  node: number | null;
  depth: number;
  /** The number of children. */
  total: number;
  /** The number of rows: the children and all open descendants. */
  size: number;
  parent: Branch | null;
  /** The index among the parent's children. */
  index: number;
  /** Open children, sorted by index. */
  open: Branch[];
  /** Fetched children, by index. */
  known: Map<number, TreeNode>;
}

export function rootBranch(): Branch {
  return { node: null, depth: 0, total: 1, size: 1, parent: null, index: 0, open: [], known: new Map() };
}

function grow(from: Branch, by: number): void {
  for (let branch: Branch | null = from; branch !== null; branch = branch.parent) branch.size += by;
}

/** Opens the child at an index. Its children get their rows before they are fetched. */
export function openChild(parent: Branch, index: number, child: TreeNode): Branch {
  const before = parent.open.find((branch) => branch.index === index);
  if (before !== undefined) return before;
  const branch: Branch = {
    node: child.node,
    depth: parent.depth + 1,
    total: child.children,
    size: child.children,
    parent,
    index,
    open: [],
    known: new Map(),
  };
  const at = parent.open.findIndex((other) => other.index > index);
  parent.open.splice(at < 0 ? parent.open.length : at, 0, branch);
  grow(parent, branch.size);
  return branch;
}

/** Closes the child at an index and all open branches below it. */
export function closeChild(parent: Branch, index: number): void {
  const at = parent.open.findIndex((branch) => branch.index === index);
  const branch = parent.open[at];
  if (branch === undefined) return;
  parent.open.splice(at, 1);
  grow(parent, -branch.size);
}

/** The location of a node: its parent branch and its index there. */
export interface TreePlace {
  parent: Branch;
  index: number;
  /** The open branch of this node's children; null if the node is closed. */
  branch: Branch | null;
}

/** The node at a row position, counted from 0. */
export function placeAt(root: Branch, position: number): TreePlace | null {
  if (position < 0 || position >= root.size) return null;
  let parent = root;
  let left = position;
  for (;;) {
    let next: Branch | null = null;
    // Rows before this position that belong to open branches below.
    let extra = 0;
    for (const branch of parent.open) {
      const head = branch.index + extra;
      if (left < head) break;
      if (left === head) return { parent, index: branch.index, branch };
      if (left <= head + branch.size) {
        next = branch;
        left -= head + 1;
        break;
      }
      extra += branch.size;
    }
    if (next === null) return { parent, index: left - extra, branch: null };
    parent = next;
  }
}

/** The row position of a child; the inverse of `placeAt`. */
export function positionOf(parent: Branch, index: number): number {
  let position = 0;
  let at = index;
  for (let branch: Branch | null = parent; branch !== null; branch = branch.parent) {
    position += at;
    for (const other of branch.open) if (other.index < at) position += other.size;
    if (branch.parent !== null) position += 1;
    at = branch.index;
  }
  return position;
}
