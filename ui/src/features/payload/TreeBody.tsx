// The body as a tree of which only what is looked at is fetched and drawn. Arrows move, open and close; C copies the
// pointer of the node one is at.
import { type KeyboardEvent, useEffect, useState } from "react";
import { copyText } from "../../components/clipboard";
import { TroubleNote } from "../../components/TroubleNote";
import { useRows } from "../../components/useRows";
import { visibleText } from "../../format/visible";
import { treePointer } from "../../ipc/commands";
import { troubleOf } from "../../ipc/errors";
import styles from "./TreeBody.module.css";
import { TreeRow } from "./TreeRow";
import { type Place, placeAt, positionOf } from "./tree-rows";
import { useTree } from "./useTree";

/** The same as --row-line. */
const ROW_HEIGHT = 22;

export function TreeBody({ id }: { id: number }) {
  const tree = useTree(id);
  const rows = useRows(tree.root.size, ROW_HEIGHT);
  const [active, setActive] = useState(0);
  const { start, end, reveal } = rows;
  const { look, version } = tree;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an opened branch changes what is at the same rows.
  useEffect(() => look(start, end), [look, start, end, version]);
  const [told, setTold] = useState("");

  const goTo = (position: number) => {
    const next = Math.min(Math.max(position, 0), tree.root.size - 1);
    setActive(next);
    reveal(next);
  };
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
  const onKeyDown = (event: KeyboardEvent) => {
    const place = placeAt(tree.root, active);
    if (place === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(rows.viewport / ROW_HEIGHT) - 1);
    switch (event.key) {
      case "ArrowDown":
        goTo(active + 1);
        break;
      case "ArrowUp":
        goTo(active - 1);
        break;
      case "PageDown":
        goTo(active + page);
        break;
      case "PageUp":
        goTo(active - page);
        break;
      case "Home":
        goTo(0);
        break;
      case "End":
        goTo(tree.root.size - 1);
        break;
      case "ArrowRight":
        if (place.branch === null) tree.flip(place);
        else goTo(active + 1);
        break;
      case "ArrowLeft":
        if (place.branch !== null) tree.flip(place);
        else if (place.parent.parent !== null) goTo(positionOf(place.parent.parent, place.parent.index));
        break;
      case "Enter":
      case " ":
        tree.flip(place);
        break;
      case "c":
        void copyPointer(place);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const drawn: { position: number; place: Place }[] = [];
  for (let position = start; position < end; position += 1) {
    const place = placeAt(tree.root, position);
    if (place !== null) drawn.push({ position, place });
  }
  const activeDrawn = active >= start && active < end;
  return (
    <>
      {tree.error !== null && (
        <div className={styles.trouble}>
          <TroubleNote error={tree.error} retry={tree.retry} />
        </div>
      )}
      <div
        ref={rows.ref}
        className={styles.tree}
        role="tree"
        tabIndex={0}
        aria-label="Body as a tree"
        aria-activedescendant={activeDrawn ? `tree-${active}` : undefined}
        data-testid="tree"
        onScroll={rows.onScroll}
        onKeyDown={onKeyDown}
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
              onFlip={() => tree.flip(place)}
              onCopy={() => void copyPointer(place)}
            />
          ))}
        </div>
      </div>
      <p className={styles.told} role="status">
        {told}
      </p>
    </>
  );
}
