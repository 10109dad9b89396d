// The body as a tree. Only visible nodes are fetched and rendered. Arrow keys move, open and close;
// C copies the JSON Pointer of the active node, and F filters the list by its value.
import { type MouseEvent, useEffect, useState } from "react";
import { useContextMenu } from "@/components/ContextMenu";
import { ErrorNote } from "@/components/ErrorNote";
import { Menu } from "@/components/Menu";
import { Stack } from "@/components/Stack";
import { Tree } from "@/components/Tree";
import { useVirtualRows } from "@/components/useVirtualRows";
import { visibleText } from "@/format/visible";
import type { TreeNode } from "@/ipc/types";
import { Explained } from "@/lib/explain/Explained";
import styles from "./TreeBody.module.css";
import { TreeRow, treeDomId } from "./TreeRow";
import { placeAt, type TreePlace } from "./tree-rows";
import { useNodeActions } from "./useNodeActions";
import { useTree } from "./useTree";
import { type Goal, useTreeCursor } from "./useTreeCursor";
import { useTreeKeys } from "./useTreeKeys";

/** Equal to the CSS token `--row-line`. */
const ROW_HEIGHT = 22;

interface TreeBodyProps {
  id: number;
  /** Masked values are shown. */
  reveal: boolean;
  goal: Goal | null;
  /** Pointers of the values that are masked by default. */
  masked: readonly string[];
}

export function TreeBody({ id, reveal, goal, masked }: TreeBodyProps) {
  const tree = useTree(id, reveal);
  const rows = useVirtualRows(tree.root.size, ROW_HEIGHT);
  const { active, setActive, goTo } = useTreeCursor(tree, rows, goal);
  const [hovered, setHovered] = useState<number | null>(null);
  const [filtering, setFiltering] = useState(false);
  const { start, end } = rows;
  const { setViewport, version } = tree;
  // biome-ignore lint/correctness/useExhaustiveDependencies: opening a branch changes the visible nodes.
  useEffect(() => setViewport(start, end), [setViewport, start, end, version]);

  const nodeAt = (position: number) => {
    const place = placeAt(tree.root, position);
    return place === null ? undefined : tree.nodeAt(place);
  };
  const { status, copyPointer, filters, menuOf } = useNodeActions({
    event: id,
    reveal,
    active: nodeAt(active),
    isRoot: active === 0,
    masked,
  });
  const showMenu = useContextMenu();
  const filter = filters.length > 0 ? () => setFiltering(true) : null;
  const onKeyDown = useTreeKeys({
    tree,
    active,
    page: Math.max(1, Math.floor(rows.viewport / ROW_HEIGHT) - 1),
    goTo,
    onCopy: (place) => copyPointer(tree.nodeAt(place)),
    onFilter: filter,
  });

  const onMenu = (event: MouseEvent, node: TreeNode | undefined, isRoot: boolean) => {
    if (node === undefined) return;
    const label = `Member ${visibleText(node.key ?? String(node.index))}`;
    showMenu(event, { label, actions: menuOf(node, isRoot), outlined: event.currentTarget });
  };

  const drawn: { position: number; place: TreePlace }[] = [];
  for (let position = start; position < end; position += 1) {
    const place = placeAt(tree.root, position);
    if (place !== null) drawn.push({ position, place });
  }
  // The root is active at first. It has no explanation.
  const pointed = hovered === null && active === 0 ? undefined : nodeAt(hovered ?? active);
  return (
    <>
      {tree.error !== null && (
        <Stack pad="4">
          <ErrorNote error={tree.error} retry={tree.retry} />
        </Stack>
      )}
      <Tree
        label="Body as a tree"
        active={active >= start && active < end ? treeDomId(active) : undefined}
        rows={rows}
        onKeyDown={onKeyDown}
        onMouseLeave={() => setHovered(null)}
        testId="tree"
      >
        {drawn.map(({ position, place }) => (
          <TreeRow
            key={position}
            position={position}
            place={place}
            node={tree.nodeAt(place)}
            top={rows.top(position)}
            active={position === active}
            onMenu={(event) => onMenu(event, tree.nodeAt(place), position === 0)}
            onChoose={() => setActive(position)}
            onHover={() => setHovered(position)}
            onToggle={() => tree.toggle(place)}
            onCopy={() => copyPointer(tree.nodeAt(place))}
            onFilter={position === active ? filter : null}
          />
        ))}
      </Tree>
      <Explained event={id} member={pointed?.node ?? null}>
        <span className={styles.status} role="status">
          {status}
        </span>
        {filters.length > 0 && (
          <Menu
            icon="funnel"
            look="bare"
            size="small"
            label="Filter by the selected value (F)"
            open={filtering}
            onOpenChange={setFiltering}
            actions={filters}
          />
        )}
      </Explained>
    </>
  );
}
