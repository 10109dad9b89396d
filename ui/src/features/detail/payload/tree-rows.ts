// The rows of a tree of which only parts are known: branches that are open, each with its number of children and the
// open ones among them. Finds the row at a place in time that grows with depth and open branches, not with children,
// and never recurses, so a hundred thousand children and a thousand levels are both fine. No fetching, no looks.
import type { TreeNode } from "@/ipc/types";

/** An open node. */
export interface Branch {
  /** Handle of the node whose children these are; null for the page that holds the root value alone. */
  node: number | null;
  depth: number;
  /** Children in all. */
  total: number;
  /** Rows this branch takes: its children, and what is open under them. */
  size: number;
  parent: Branch | null;
  /** Its place among the parent's children. */
  index: number;
  /** Open children in the order of their place. */
  open: Branch[];
  /** Children that were fetched, by their place. */
  known: Map<number, TreeNode>;
}

export function trunk(): Branch {
  return { node: null, depth: 0, total: 1, size: 1, parent: null, index: 0, open: [], known: new Map() };
}

function grow(from: Branch, by: number): void {
  for (let branch: Branch | null = from; branch !== null; branch = branch.parent) branch.size += by;
}

/** Opens the child at a place; its children take their rows at once. */
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

/** Closes the child at a place, with all that is open under it. */
export function closeChild(parent: Branch, index: number): void {
  const at = parent.open.findIndex((branch) => branch.index === index);
  const branch = parent.open[at];
  if (branch === undefined) return;
  parent.open.splice(at, 1);
  grow(parent, -branch.size);
}

export interface Place {
  parent: Branch;
  index: number;
  /** The open branch this row is the head of. */
  branch: Branch | null;
}

/** The row at a position, from 0. */
export function placeAt(root: Branch, position: number): Place | null {
  if (position < 0 || position >= root.size) return null;
  let parent = root;
  let left = position;
  for (;;) {
    let next: Branch | null = null;
    // Rows of this branch before the place that are not its own children.
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

/** The position of a child's row; the inverse of `placeAt`. */
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
