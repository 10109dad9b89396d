// Paths that a comparison ignores: those offered for a change, and those that are typed. Pure.
import type { Ignored } from "@/ipc/types";

/** A pointer, and the same with `*` for every place in a list, where it has one. */
export function ignorablePaths(path: string): string[] {
  const any = path.replace(/\/\d+(?=\/|$)/g, "/*");
  return any === path ? [path] : [path, any];
}

/** A typed path, with the slash in front added where it is missing. Null for an empty text. */
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
