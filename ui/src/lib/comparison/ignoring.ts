// Builds the paths that a comparison ignores, from a change or from typed text. Pure.
import type { Ignored } from "@/ipc/types";

/** The pointer, and a pattern with `*` for each array index if the pointer has one. */
export function ignorablePaths(path: string): string[] {
  const pattern = path.replace(/\/\d+(?=\/|$)/g, "/*");
  return pattern === path ? [path] : [path, pattern];
}

/** A typed path, with a leading slash added if it is missing; null for empty text. */
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
