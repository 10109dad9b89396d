// Keyboard handling of the tree: moves the active row, opens and closes it, copies and filters.
import type { KeyboardEvent } from "react";
import { placeAt, positionOf, type TreePlace } from "./tree-rows";
import type { Tree } from "./useTree";

interface TreeKeysOptions {
  tree: Tree;
  active: number;
  /** Rows in a page. */
  page: number;
  goTo: (position: number) => void;
  onCopy: (place: TreePlace) => void;
  /** Null if the list cannot be filtered by the active value. */
  onFilter: (() => void) | null;
}

export function useTreeKeys({ tree, active, page, goTo, onCopy, onFilter }: TreeKeysOptions) {
  return (event: KeyboardEvent) => {
    const place = placeAt(tree.root, active);
    if (place === null || event.ctrlKey || event.metaKey || event.altKey) return;
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
        if (place.branch === null) tree.toggle(place);
        else goTo(active + 1);
        break;
      case "ArrowLeft":
        if (place.branch !== null) tree.toggle(place);
        else if (place.parent.parent !== null) goTo(positionOf(place.parent.parent, place.parent.index));
        break;
      case "Enter":
      case " ":
        tree.toggle(place);
        break;
      case "f":
        onFilter?.();
        break;
      case "c":
        onCopy(place);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
}
