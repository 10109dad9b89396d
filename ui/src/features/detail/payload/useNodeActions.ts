// Actions on a node of the tree: copy its pointer, or filter the list by its value.
import { useState } from "react";
import { copyText } from "@/components/clipboard";
import type { MenuAction } from "@/components/Menu";
import { visibleText } from "@/format/visible";
import { treePointer } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import type { TreeNode } from "@/ipc/types";
import { memberTerm, scalarOf, useFilterActions } from "@/lib/filter-by-value/filter-terms";

interface NodeActions {
  /** The result of the last action, as a sentence. */
  status: string;
  copyPointer: (node: TreeNode | undefined) => void;
  /** Filters for the value of the active node; empty if it cannot be filtered by. */
  filters: readonly MenuAction[];
}

const isScalar = ({ children, form }: TreeNode) => children === 0 && form !== "object" && form !== "array";

/** `masked` has the pointers of masked values, which are never written into a filter. */
export function useNodeActions(
  event: number,
  active: TreeNode | undefined,
  isRoot: boolean,
  masked: readonly string[],
): NodeActions {
  const [status, setStatus] = useState("");
  const copyPointer = async (node: TreeNode) => {
    try {
      const request = treePointer({ id: event, node: node.node });
      const done = await copyText(request);
      const pointer = visibleText(await request);
      setStatus(done ? `Copied ${pointer === "" ? "the root pointer (empty)" : pointer}` : "Not copied");
    } catch (thrown) {
      setStatus(`Not copied. ${describeError(thrown).sentence}`);
    }
  };
  const filterable =
    active !== undefined && !isRoot && isScalar(active) && active.elided === 0 && !active.masked;
  const testOf = async (): Promise<string | null> => {
    if (!filterable) return null;
    try {
      const pointer = await treePointer({ id: event, node: active.node });
      const test = masked.includes(pointer) ? null : memberTerm(pointer, scalarOf(active.text));
      setStatus(test === null ? "Cannot filter by this value" : "");
      return test;
    } catch (thrown) {
      setStatus(`Cannot filter. ${describeError(thrown).sentence}`);
      return null;
    }
  };
  return {
    status,
    copyPointer: (node) => {
      if (node !== undefined) void copyPointer(node);
    },
    filters: useFilterActions(filterable ? testOf : null),
  };
}
