// What can be done with a node of the tree: copy its pointer, filter the list by its value.
import { useState } from "react";
import { copyText } from "@/components/clipboard";
import type { MenuAction } from "@/components/Menu";
import { visibleText } from "@/format/visible";
import { treePointer } from "@/ipc/bindings/commands";
import { troubleOf } from "@/ipc/errors";
import type { TreeNode } from "@/ipc/types";
import { memberTest, scalarOf, useNarrowing } from "@/lib/narrow/Narrow";

interface NodeActions {
  /** What came of the last one, in a sentence. */
  news: string;
  copyPointer: (node: TreeNode | undefined) => void;
  /** Ways to filter by the active node; empty where there is none. */
  filters: readonly MenuAction[];
}

const isScalar = ({ children, form }: TreeNode) => children === 0 && form !== "object" && form !== "array";

/** `masked` are pointers of values that never go into a filter. */
export function useNodeActions(
  event: number,
  active: TreeNode | undefined,
  isRoot: boolean,
  masked: readonly string[],
): NodeActions {
  const [news, setNews] = useState("");
  const copyPointer = async (node: TreeNode) => {
    try {
      const asked = treePointer({ id: event, node: node.node });
      const done = await copyText(asked);
      const pointer = visibleText(await asked);
      setNews(done ? `Copied ${pointer === "" ? "the root's empty pointer" : pointer}` : "Not copied");
    } catch (thrown) {
      setNews(`Not copied. ${troubleOf(thrown).sentence}`);
    }
  };
  const filterable =
    active !== undefined && !isRoot && isScalar(active) && active.elided === 0 && !active.masked;
  const testOf = async (): Promise<string | null> => {
    if (!filterable) return null;
    try {
      const pointer = await treePointer({ id: event, node: active.node });
      const test = masked.includes(pointer) ? null : memberTest(pointer, scalarOf(active.text));
      setNews(test === null ? "No filter can be written for this value" : "");
      return test;
    } catch (thrown) {
      setNews(`No filter. ${troubleOf(thrown).sentence}`);
      return null;
    }
  };
  return {
    news,
    copyPointer: (node) => {
      if (node !== undefined) void copyPointer(node);
    },
    filters: useNarrowing(filterable ? testOf : null),
  };
}
