// Finds a member of a partially loaded tree: opens its ancestors and fetches missing nodes.

import { segmentsOf } from "@/format/pointer";
import { MAX_TREE_NODES } from "@/ipc/bindings/limits";
import { type Branch, openChild, type TreePlace } from "./tree-rows";

/** The number of children in one request. */
export const PAGE = Math.min(200, MAX_TREE_NODES);

/** Fetches a page of a branch once. Resolves after the children arrive or the request fails. */
export type FetchPage = (branch: Branch, page: number) => Promise<void>;

/** The most members of an object that are searched for a name. */
const MAX_SEARCHED_MEMBERS = 5000;

async function childNamed(branch: Branch, name: string, fetchPage: FetchPage): Promise<number | null> {
  for (let at = 0; at < Math.min(branch.total, MAX_SEARCHED_MEMBERS); at += 1) {
    if (!branch.known.has(at)) await fetchPage(branch, Math.floor(at / PAGE));
    if (branch.known.get(at)?.key === name) return at;
  }
  return null;
}

async function itemAt(branch: Branch, segment: string, fetchPage: FetchPage): Promise<number | null> {
  const at = Number(segment);
  if (!Number.isInteger(at) || at < 0 || at >= branch.total) return null;
  if (!branch.known.has(at)) await fetchPage(branch, Math.floor(at / PAGE));
  return at;
}

export async function findPlace(root: Branch, pointer: string, fetchPage: FetchPage): Promise<TreePlace> {
  await fetchPage(root, 0);
  let place: TreePlace = { parent: root, index: 0, branch: null };
  for (const segment of segmentsOf(pointer)) {
    const node = place.parent.known.get(place.index);
    if (node === undefined || node.children === 0) break;
    const branch = openChild(place.parent, place.index, node);
    const at =
      node.form === "array"
        ? await itemAt(branch, segment, fetchPage)
        : await childNamed(branch, segment, fetchPage);
    if (at === null) break;
    place = { parent: branch, index: at, branch: null };
  }
  return place;
}
