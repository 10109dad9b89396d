// Actions on a node of the tree: copy its value or pointer, or filter the list by its value.
import { useState } from "react";
import { useCopy } from "@/components/Copying";
import { copyText } from "@/components/clipboard";
import type { MenuAction } from "@/components/Menu";
import { spansOf } from "@/format/json-spans";
import { visibleText } from "@/format/visible";
import { treePointer } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import type { TreeNode } from "@/ipc/types";
import { readWholeText } from "@/lib/body/body-text";
import { memberTerm, scalarOf, useFilterActionsOf } from "@/lib/filter-by-value/filter-terms";

interface NodeActions {
  /** The result of the last action, as a sentence. */
  status: string;
  copyPointer: (node: TreeNode | undefined) => void;
  /** Filters for the value of the active node; empty if it cannot be filtered by. */
  filters: readonly MenuAction[];
  /** The context menu of a node. */
  menuOf: (node: TreeNode, isRoot: boolean) => MenuAction[];
}

const isScalar = ({ children, form }: TreeNode) => children === 0 && form !== "object" && form !== "array";

interface NodeActionsOptions {
  event: number;
  /** Masked values are shown. */
  reveal: boolean;
  active: TreeNode | undefined;
  isRoot: boolean;
  /** The pointers of masked values, which are never written into a filter. */
  masked: readonly string[];
}

/** The value as the body has it; a string without its quotes and escapes. */
async function wholeValue(event: number, node: TreeNode, reveal: boolean): Promise<string> {
  const [pointer, body] = await Promise.all([
    treePointer({ id: event, node: node.node }),
    readWholeText(event, reveal),
  ]);
  const span = spansOf(body, [pointer]).get(pointer);
  if (span === undefined) throw new Error("The body does not have this member.");
  return scalarOf(body.slice(span.from, span.to));
}

export function useNodeActions({ event, reveal, active, isRoot, masked }: NodeActionsOptions): NodeActions {
  const [status, setStatus] = useState("");
  const copy = useCopy();
  const filtersOf = useFilterActionsOf();
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
  const filtersFor = (node: TreeNode | undefined, isRoot: boolean) => {
    if (node === undefined || isRoot || !isScalar(node) || node.elided > 0 || node.masked) return [];
    return filtersOf(async () => {
      try {
        const pointer = await treePointer({ id: event, node: node.node });
        const test = masked.includes(pointer) ? null : memberTerm(pointer, scalarOf(node.text));
        setStatus(test === null ? "Cannot filter by this value" : "");
        return test;
      } catch (thrown) {
        setStatus(`Cannot filter. ${describeError(thrown).sentence}`);
        return null;
      }
    });
  };
  const copyValue = (node: TreeNode) => {
    if (isScalar(node) && node.elided === 0 && !node.masked) return copy("Value", scalarOf(node.text));
    const value = wholeValue(event, node, reveal);
    copy(
      "Value",
      node.masked ? value.then((text) => ({ text, message: "Value copied, values masked." })) : value,
    );
  };
  const menuOf = (node: TreeNode, isRoot: boolean): MenuAction[] => {
    // The pointer of a member whose name is not unique means the last one.
    const hasValue = !node.duplicate || (isScalar(node) && node.elided === 0);
    const value = { key: "value", text: "Copy value", onChoose: () => copyValue(node) };
    return [
      ...(hasValue ? [value] : []),
      { key: "pointer", text: "Copy pointer", onChoose: () => void copyPointer(node) },
      ...filtersFor(node, isRoot).map((action, index) => ({ ...action, startsGroup: index === 0 })),
    ];
  };
  return {
    status,
    copyPointer: (node) => {
      if (node !== undefined) void copyPointer(node);
    },
    filters: filtersFor(active, isRoot),
    menuOf,
  };
}
