// The body as a tree of which only what is looked at is fetched and drawn. Arrows move, open and close; C copies the
// pointer of the node one is at.
import { useEffect, useState } from "react";
import { copyText } from "@/components/clipboard";
import { Menu } from "@/components/Menu";
import { TroubleNote } from "@/components/TroubleNote";
import { useVirtualRows } from "@/components/useVirtualRows";
import { visibleText } from "@/format/visible";
import { treePointer } from "@/ipc/commands";
import { troubleOf } from "@/ipc/errors";
import { Explained } from "@/lib/explain/Explained";
import { memberTest, scalarOf, useNarrowing } from "@/lib/narrow/Narrow";
import styles from "./TreeBody.module.css";
import { TreeRow } from "./TreeRow";
import { type Place, placeAt, positionOf } from "./tree-rows";
import { useTree } from "./useTree";
import { useTreeKeys } from "./useTreeKeys";

/** The same as --row-line. */
const ROW_HEIGHT = 22;

/** A member to be gone to; another object is another wish, also for the same member. */
export interface Goal {
  pointer: string;
}

interface TreeBodyProps {
  id: number;
  /** Values that are masked are shown. */
  reveal: boolean;
  goal: Goal | null;
  /** Pointers of values that are masked until they are asked for: none of them is written into a filter. */
  masked: readonly string[];
}

export function TreeBody({ id, reveal: revealed, goal, masked }: TreeBodyProps) {
  const tree = useTree(id, revealed);
  const rows = useVirtualRows(tree.root.size, ROW_HEIGHT);
  const [active, setActive] = useState(0);
  const [hovered, setHovered] = useState<number | null>(null);
  const { start, end, reveal, ref } = rows;
  const { look, version, find } = tree;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an opened branch changes what is at the same rows.
  useEffect(() => look(start, end), [look, start, end, version]);
  const [told, setTold] = useState("");

  const goTo = (position: number) => {
    const next = Math.min(Math.max(position, 0), tree.root.size - 1);
    setActive(next);
    reveal(next);
  };
  const [found, setFound] = useState<Place | null>(null);
  useEffect(() => {
    let over = false;
    if (goal !== null) void find(goal.pointer).then((place) => !over && setFound(place));
    return () => {
      over = true;
    };
  }, [goal, find]);
  // Only now is the tree as tall as what was opened.
  useEffect(() => {
    if (found === null) return;
    const position = positionOf(found.parent, found.index);
    setActive(position);
    reveal(position);
    ref.current?.focus();
  }, [found, reveal, ref]);

  const copyPointer = async (place: Place) => {
    const node = tree.nodeAt(place);
    if (node === undefined) return;
    try {
      const asked = treePointer(id, node.node);
      const done = await copyText(asked);
      const pointer = visibleText(await asked);
      setTold(done ? `Copied ${pointer === "" ? "the root's empty pointer" : pointer}` : "Not copied");
    } catch (thrown) {
      setTold(`Not copied. ${troubleOf(thrown).sentence}`);
    }
  };
  const activePlace = placeAt(tree.root, active);
  const activeNode = activePlace === null ? undefined : tree.nodeAt(activePlace);
  const scalar =
    activeNode !== undefined && activeNode.children === 0 && !/^(object|array)$/.test(activeNode.form);
  const filterable = scalar && active > 0 && activeNode.elided === 0 && !activeNode.masked;
  const memberWord = async (): Promise<string | null> => {
    if (!filterable) return null;
    try {
      const pointer = await treePointer(id, activeNode.node);
      const test = masked.includes(pointer) ? null : memberTest(pointer, scalarOf(activeNode.text));
      setTold(test === null ? "No filter can be written for this value" : "");
      return test;
    } catch (thrown) {
      setTold(`No filter. ${troubleOf(thrown).sentence}`);
      return null;
    }
  };
  const narrowing = useNarrowing(filterable ? memberWord : null);
  const [filtering, setFiltering] = useState(false);
  const filter = narrowing.length > 0 ? () => setFiltering(true) : null;
  const onKeyDown = useTreeKeys({
    tree,
    active,
    page: Math.max(1, Math.floor(rows.viewport / ROW_HEIGHT) - 1),
    goTo,
    onCopy: (place) => void copyPointer(place),
    onFilter: filter,
  });

  const drawn: { position: number; place: Place }[] = [];
  for (let position = start; position < end; position += 1) {
    const place = placeAt(tree.root, position);
    if (place !== null) drawn.push({ position, place });
  }
  const activeDrawn = active >= start && active < end;
  // The root is active before anything was chosen, and explains nothing.
  const pointed = placeAt(tree.root, hovered ?? active);
  const member = hovered === null && active === 0 ? null : pointed && tree.nodeAt(pointed);
  return (
    <>
      {tree.error !== null && (
        <div className={styles.trouble}>
          <TroubleNote error={tree.error} retry={tree.retry} />
        </div>
      )}
      <div
        ref={ref}
        className={styles.tree}
        role="tree"
        tabIndex={0}
        aria-label="Body as a tree"
        aria-activedescendant={activeDrawn ? `tree-${active}` : undefined}
        data-testid="tree"
        onScroll={rows.onScroll}
        onKeyDown={onKeyDown}
        onMouseLeave={() => setHovered(null)}
      >
        <div className={styles.content} style={{ height: rows.height }} role="presentation">
          {drawn.map(({ position, place }) => (
            <TreeRow
              key={position}
              position={position}
              place={place}
              node={tree.nodeAt(place)}
              top={rows.top(position)}
              active={position === active}
              onChoose={() => setActive(position)}
              onHover={() => setHovered(position)}
              onFlip={() => tree.flip(place)}
              onCopy={() => void copyPointer(place)}
              onFilter={position === active ? filter : null}
            />
          ))}
        </div>
      </div>
      <Explained event={id} member={member?.node ?? null}>
        <span className={styles.told} role="status">
          {told}
        </span>
        {narrowing.length > 0 && (
          <Menu
            icon="funnel"
            look="bare"
            size="small"
            label="Filter by the chosen value (F)"
            open={filtering}
            onOpenChange={setFiltering}
            actions={narrowing}
          />
        )}
      </Explained>
    </>
  );
}
