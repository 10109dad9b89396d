import { describe, expect, it } from "vitest";
import type { TreeNode } from "@/ipc/types";
import { type Branch, closeChild, openChild, placeAt, positionOf, trunk } from "./tree-rows";

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

/** Every row as `depth/index`, by walking down the positions. */
const shape = (root: Branch) =>
  Array.from({ length: root.size }, (_, position) => {
    const place = placeAt(root, position);
    return place === null ? "nothing" : `${place.parent.depth}/${place.index}`;
  });

describe("rows of a tree", () => {
  it("follow the nodes in the order of the text", () => {
    const root = trunk();
    const top = openChild(root, 0, node(3));
    openChild(top, 1, node(2));
    openChild(top, 0, node(1));
    expect(shape(root)).toEqual(["0/0", "1/0", "2/0", "1/1", "2/0", "2/1", "1/2"]);
  });

  it("know whether they are open", () => {
    const root = trunk();
    const top = openChild(root, 0, node(3));
    const inner = openChild(top, 1, node(2));
    expect(placeAt(root, 0)?.branch).toBe(top);
    expect(placeAt(root, 1)?.branch).toBeNull();
    expect(placeAt(root, 2)?.branch).toBe(inner);
  });

  it("are as before after closing what was opened", () => {
    const root = trunk();
    const top = openChild(root, 0, node(3));
    const before = shape(root);
    const inner = openChild(top, 2, node(4));
    openChild(inner, 0, node(5));
    expect(root.size).toBe(13);
    closeChild(top, 2);
    expect(shape(root)).toEqual(before);
  });

  it("turn into positions and back", () => {
    const root = trunk();
    const top = openChild(root, 0, node(50));
    for (const index of [40, 3, 17]) openChild(openChild(top, index, node(6)), 4, node(3));
    for (let position = 0; position < root.size; position += 1) {
      const place = placeAt(root, position);
      expect(place && positionOf(place.parent, place.index)).toBe(position);
    }
  });

  it("end where the tree ends", () => {
    expect(placeAt(trunk(), 1)).toBeNull();
    expect(placeAt(trunk(), -1)).toBeNull();
  });

  it("of a hundred thousand children are found at once", () => {
    const root = trunk();
    openChild(root, 0, node(100_000));
    expect(placeAt(root, 100_000)?.index).toBe(99_999);
  });

  it("go ten thousand levels deep without recursion", () => {
    const root = trunk();
    let branch = root;
    for (let depth = 0; depth < 10_000; depth += 1) branch = openChild(branch, 0, node(1));
    expect(placeAt(root, 10_000)?.parent.depth).toBe(10_000);
    expect(positionOf(branch, 0)).toBe(10_000);
  });
});
