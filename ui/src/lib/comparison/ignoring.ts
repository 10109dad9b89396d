// Paths that a comparison leaves out: what can be ignored of a change, and what a person typed. Pure.
import type { Ignored } from "@/ipc/types";

/** A pointer itself, and the same with `*` for every place in a list, where it has one. */
export function ignorablePaths(path: string): string[] {
  const any = path.replace(/\/\d+(?=\/|$)/g, "/*");
  return any === path ? [path] : [path, any];
}

/** A path as it was typed; the slash in front goes without saying. Null when nothing was. */
export function typedPath(text: string): string | null {
  const path = text.trim();
  if (path === "" || path === "/") return null;
  return path.startsWith("/") ? path : `/${path}`;
}

export const withPath = (ignored: Ignored, path: string): Ignored =>
  ignored.paths.includes(path) ? ignored : { ...ignored, paths: [...ignored.paths, path] };

export const withoutPath = (ignored: Ignored, path: string): Ignored => ({
  ...ignored,
  paths: ignored.paths.filter((one) => one !== path),
});
