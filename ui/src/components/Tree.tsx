// A virtual tree: only the items in view are rendered. The tree has the focus and handles the keys.
// `aria-activedescendant` names the active item, so items have no focus and no key handlers.
import type { CSSProperties, KeyboardEvent, MouseEvent, ReactNode, RefObject } from "react";
import list from "./ListBox.module.css";
import { PointerAction } from "./PointerAction";
import styles from "./Tree.module.css";

interface TreeProps {
  label: string;
  /** The DOM id of the active item. Undefined while it is out of view. */
  active: string | undefined;
  rows: { ref: RefObject<HTMLDivElement | null>; height: number; onScroll: () => void };
  onKeyDown: (event: KeyboardEvent) => void;
  onMouseLeave?: () => void;
  testId?: string;
  children: ReactNode;
}

export function Tree({ label, active, rows, onKeyDown, onMouseLeave, testId, children }: TreeProps) {
  return (
    <div
      ref={rows.ref}
      className={`${list.list} ${styles.tree}`}
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={active}
      data-testid={testId}
      onScroll={rows.onScroll}
      onKeyDown={onKeyDown}
      onMouseLeave={onMouseLeave}
    >
      <div className={list.content} style={{ height: rows.height }} role="presentation">
        {children}
      </div>
    </div>
  );
}

interface TreeItemProps {
  id: string;
  depth: number;
  /** The index among its siblings. */
  index: number;
  siblings: number;
  /** Undefined for an item without children. */
  expanded: boolean | undefined;
  active: boolean;
  /** The distance from the top of the tree in pixels. */
  top: number;
  onMouseEnter: () => void;
  onContextMenu: (event: MouseEvent<HTMLElement>) => void;
  onChoose: () => void;
  children: ReactNode;
}

/** Deeper levels have the indentation of this level. */
export const MAX_INDENT_DEPTH = 20;

const positionOf = (top: number, depth: number): CSSProperties => ({
  transform: `translateY(${top}px)`,
  paddingInlineStart: `calc(var(--space-2) + ${Math.min(depth, MAX_INDENT_DEPTH)} * var(--indent))`,
});

const ITEM = `${list.row} ${list.placed} ${styles.item}`;

export function TreeItem(props: TreeItemProps) {
  const {
    id,
    depth,
    index,
    siblings,
    expanded,
    active,
    top,
    onMouseEnter,
    onContextMenu,
    onChoose,
    children,
  } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names this item as active.
    <div
      id={id}
      className={ITEM}
      style={positionOf(top, depth)}
      role="treeitem"
      aria-level={depth + 1}
      aria-setsize={siblings}
      aria-posinset={index + 1}
      aria-expanded={expanded}
      aria-selected={active}
      data-active={active}
      onMouseEnter={onMouseEnter}
      onContextMenu={onContextMenu}
      onClick={onChoose}
    >
      {children}
    </div>
  );
}

/** A placeholder for an item that is not loaded yet. */
export const TreeGap = ({ depth, top }: { depth: number; top: number }) => (
  <div className={ITEM} style={positionOf(top, depth)} aria-hidden="true" />
);

interface TreeItemActionProps {
  title: string;
  onClick: () => void;
  children: ReactNode;
}

export const TreeItemAction = (props: TreeItemActionProps) => (
  <PointerAction {...props} className={styles.action} />
);
