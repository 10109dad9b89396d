import { describe, expect, it } from "vitest";
import type { TreeNode } from "@/ipc/types";
import { type Branch, closeChild, openChild, placeAt, positionOf, rootBranch } from "./tree-rows";

let handle = 0;
const node = (children: number): TreeNode => ({
  node: handle++,
  key: null,
  index: 0,
  form: children > 0 ? "array" : "null",
  text: "",
  elided: 0,
  children,
  duplicate: false,
  masked: false,
});

/** Every row as `depth/index`, in the order of positions. */
const shape = (root: Branch) =>
  Array.from({ length: root.size }, (_, position) => {
    const place = placeAt(root, position);
    return place === null ? "none" : `${place.parent.depth}/${place.index}`;
  });

describe("rows of a tree", () => {
  it("are in document order", () => {
    const root = rootBranch();
    const top = openChild(root, 0, node(3));
    openChild(top, 1, node(2));
    openChild(top, 0, node(1));
    expect(shape(root)).toEqual(["0/0", "1/0", "2/0", "1/1", "2/0", "2/1", "1/2"]);
  });

  it("have their branch if they are open", () => {
    const root = rootBranch();
    const top = openChild(root, 0, node(3));
    const inner = openChild(top, 1, node(2));
    expect(placeAt(root, 0)?.branch).toBe(top);
    expect(placeAt(root, 1)?.branch).toBeNull();
    expect(placeAt(root, 2)?.branch).toBe(inner);
  });

  it("are unchanged after a branch is opened and closed", () => {
    const root = rootBranch();
    const top = openChild(root, 0, node(3));
    const before = shape(root);
    const inner = openChild(top, 2, node(4));
    openChild(inner, 0, node(5));
    expect(root.size).toBe(13);
    closeChild(top, 2);
    expect(shape(root)).toEqual(before);
  });

  it("convert to positions and back", () => {
    const root = rootBranch();
    const top = openChild(root, 0, node(50));
    for (const index of [40, 3, 17]) openChild(openChild(top, index, node(6)), 4, node(3));
    for (let position = 0; position < root.size; position += 1) {
      const place = placeAt(root, position);
      expect(place && positionOf(place.parent, place.index)).toBe(position);
    }
  });

  it("do not exist outside the tree", () => {
    expect(placeAt(rootBranch(), 1)).toBeNull();
    expect(placeAt(rootBranch(), -1)).toBeNull();
  });

  it("are found among a hundred thousand children", () => {
    const root = rootBranch();
    openChild(root, 0, node(100_000));
    expect(placeAt(root, 100_000)?.index).toBe(99_999);
  });

  it("are found ten thousand levels deep without recursion", () => {
    const root = rootBranch();
    let branch = root;
    for (let depth = 0; depth < 10_000; depth += 1) branch = openChild(branch, 0, node(1));
    expect(placeAt(root, 10_000)?.parent.depth).toBe(10_000);
    expect(positionOf(branch, 0)).toBe(10_000);
  });
});
