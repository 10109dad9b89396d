// One node of the tree: its name or place, its value or the number of its children.
import { Badge } from "@/components/Badge";
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { counted, countOf } from "@/format/size";
import type { TreeNode } from "@/ipc/types";
import styles from "./TreeBody.module.css";
import type { Place } from "./tree-rows";

interface TreeRowProps {
  position: number;
  place: Place;
  node: TreeNode | undefined;
  top: number;
  active: boolean;
  onChoose: () => void;
  onHover: () => void;
  onFlip: () => void;
  onCopy: () => void;
  /** Null where the value cannot be filtered by. */
  onFilter: (() => void) | null;
}

/** Deeper levels keep this indentation and say their depth in figures. */
const DEEPEST = 20;

const COLOURS: Record<TreeNode["form"], string | undefined> = {
  object: styles.form,
  array: styles.form,
  string: styles.string,
  number: styles.digits,
  true: styles.word,
  false: styles.word,
  null: styles.word,
};

function shownValue(node: TreeNode): string {
  if (node.form === "object") return node.children === 0 ? "{}" : `{ ${counted(node.children, "member")} }`;
  if (node.form === "array") return node.children === 0 ? "[]" : `[ ${counted(node.children, "item")} ]`;
  return node.text;
}

export function TreeRow(props: TreeRowProps) {
  const { position, place, node, top, active, onChoose, onHover, onFlip, onCopy, onFilter } = props;
  const { depth } = place.parent;
  const style = {
    transform: `translateY(${top}px)`,
    paddingInlineStart: `calc(var(--space-2) + ${Math.min(depth, DEEPEST)} * var(--indent))`,
  };
  if (node === undefined) return <div className={styles.row} style={style} aria-hidden="true" />;
  const foldable = node.children > 0;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree moves the active item by keys; items take no focus.
    // biome-ignore lint/a11y/useFocusableInteractive: see above, aria-activedescendant points here.
    <div
      id={`tree-${position}`}
      className={styles.row}
      style={style}
      role="treeitem"
      aria-level={depth + 1}
      aria-setsize={place.parent.total}
      aria-posinset={place.index + 1}
      aria-expanded={foldable ? place.branch !== null : undefined}
      aria-selected={active}
      onMouseEnter={onHover}
      onClick={() => {
        onChoose();
        if (foldable) onFlip();
      }}
    >
      <span className={styles.twist}>
        {foldable && <Icon name={place.branch === null ? "right" : "down"} />}
      </span>
      {depth > DEEPEST && <span className={styles.depth}>{countOf(depth)}</span>}
      {node.key !== null ? (
        <span className={styles.key}>
          <Visible text={node.key} />
        </span>
      ) : (
        depth > 0 && <span className={styles.index}>{countOf(node.index)}</span>
      )}
      <span className={COLOURS[node.form]}>
        <Visible text={shownValue(node)} />
        {node.elided > 0 && <i> … {counted(node.elided, "more character")}</i>}
      </span>
      {node.duplicate && (
        <Badge tone="wait" title="The object names this member more than once.">
          named twice
        </Badge>
      )}
      {active && onFilter !== null && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: F does the same.
        // biome-ignore lint/a11y/noStaticElementInteractions: an item of a tree holds no control; F does the same.
        <span
          className={`${styles.copy} ${styles.filter}`}
          title="Filter by this value (F)"
          onClick={(event) => {
            event.stopPropagation();
            onFilter();
          }}
        >
          Filter…
        </span>
      )}
      {active && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: C does the same.
        // biome-ignore lint/a11y/noStaticElementInteractions: an item of a tree holds no control; C does the same.
        <span
          className={styles.copy}
          title="Copy the JSON Pointer (C)"
          onClick={(event) => {
            event.stopPropagation();
            onCopy();
          }}
        >
          Copy pointer
        </span>
      )}
    </div>
  );
}
