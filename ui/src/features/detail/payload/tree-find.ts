// Finds a member of a tree that is loaded in part: opens its ancestors and fetches what is missing.

import { segmentsOf } from "@/format/pointer";
import { MAX_TREE_NODES } from "@/ipc/bindings/limits";
import { type Branch, openChild, type Place } from "./tree-rows";

/** How many children are fetched together. */
export const PAGE = Math.min(200, MAX_TREE_NODES);

/** Fetches a page of a branch once; resolves when its children are known, or when that failed. */
export type FetchPage = (branch: Branch, page: number) => Promise<void>;

/** How many members of an object are searched for a name. */
const MOST = 5000;

async function childNamed(branch: Branch, name: string, fetchPage: FetchPage): Promise<number | null> {
  for (let at = 0; at < Math.min(branch.total, MOST); at += 1) {
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

export async function findPlace(root: Branch, pointer: string, fetchPage: FetchPage): Promise<Place> {
  await fetchPage(root, 0);
  let place: Place = { parent: root, index: 0, branch: null };
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
