// JSON Pointers (RFC 6901), taken apart and put together.

export const escaped = (segment: string) => segment.replaceAll("~", "~0").replaceAll("/", "~1");

/** The names and places of a pointer, from the root down. */
export function segmentsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export const pointerOf = (segments: readonly string[]) =>
  segments.map((segment) => `/${escaped(segment)}`).join("");

/** The last name of a pointer: `token` of `/param/token`. */
export const lastOf = (pointer: string) => segmentsOf(pointer).at(-1) ?? "";

/** How people write it: `user.roles.0`. The payload goes without saying. */
export function dotted(pointer: string): string {
  const segments = segmentsOf(pointer);
  return (segments.length > 1 && segments[0] === "payload" ? segments.slice(1) : segments).join(".");
}
