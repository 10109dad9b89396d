// One node of the tree: its name or index, and its value or its number of children.
import type { MouseEvent } from "react";
import { Badge } from "@/components/Badge";
import { Icon } from "@/components/Icon";
import { Text } from "@/components/Text";
import { MAX_INDENT_DEPTH, TreeGap, TreeItem, TreeItemAction } from "@/components/Tree";
import { UntrustedText } from "@/components/UntrustedText";
import { counted, countOf } from "@/format/size";
import type { TreeNode } from "@/ipc/types";
import { useFilterHits } from "@/lib/filter/FilterHits";
import styles from "./TreeBody.module.css";
import type { TreePlace } from "./tree-rows";

interface TreeRowProps {
  position: number;
  place: TreePlace;
  node: TreeNode | undefined;
  top: number;
  active: boolean;
  onChoose: () => void;
  onHover: () => void;
  onMenu: (event: MouseEvent<HTMLElement>) => void;
  onToggle: () => void;
  onCopy: () => void;
  /** Null if the list cannot be filtered by this value. */
  onFilter: (() => void) | null;
}

const COLORS: Record<TreeNode["form"], string | undefined> = {
  object: styles.form,
  array: styles.form,
  string: styles.string,
  number: styles.digits,
  true: styles.word,
  false: styles.word,
  null: styles.word,
};

export const treeDomId = (position: number) => `tree-${position}`;

function shownValue(node: TreeNode): string {
  if (node.form === "object") return node.children === 0 ? "{}" : `{ ${counted(node.children, "member")} }`;
  if (node.form === "array") return node.children === 0 ? "[]" : `[ ${counted(node.children, "item")} ]`;
  return node.text;
}

export function TreeRow(props: TreeRowProps) {
  const { position, place, node, top, active, onChoose, onHover, onMenu, onToggle, onCopy, onFilter } = props;
  const { depth } = place.parent;
  const hits = useFilterHits();
  if (node === undefined) return <TreeGap depth={depth} top={top} />;
  const foldable = node.children > 0;
  return (
    <TreeItem
      id={treeDomId(position)}
      depth={depth}
      index={place.index}
      siblings={place.parent.total}
      expanded={foldable ? place.branch !== null : undefined}
      active={active}
      top={top}
      onMouseEnter={onHover}
      onContextMenu={onMenu}
      onChoose={() => {
        onChoose();
        if (foldable) onToggle();
      }}
    >
      <span className={styles.twist}>
        {foldable && <Icon name={place.branch === null ? "right" : "down"} size="small" />}
      </span>
      {depth > MAX_INDENT_DEPTH && (
        <Text size="small" tone="soft">
          {countOf(depth)}
        </Text>
      )}
      {node.key !== null ? (
        <span className={styles.key}>
          <UntrustedText text={node.key} hits={hits} />
        </span>
      ) : (
        depth > 0 && <span className={styles.index}>{countOf(node.index)}</span>
      )}
      <span className={`${styles.value} ${COLORS[node.form]}`}>
        <UntrustedText text={shownValue(node)} hits={foldable ? null : hits} />
        {node.elided > 0 && <Text tone="soft"> … {counted(node.elided, "more character")}</Text>}
      </span>
      {node.duplicate && (
        <Badge tone="wait" title="The object has more than one member with this name.">
          duplicate name
        </Badge>
      )}
      {active && onFilter !== null && (
        <TreeItemAction title="Filter by this value (F)" onClick={onFilter}>
          Filter…
        </TreeItemAction>
      )}
      {active && (
        <TreeItemAction title="Copy the JSON Pointer (C)" onClick={onCopy}>
          Copy pointer
        </TreeItemAction>
      )}
    </TreeItem>
  );
}
