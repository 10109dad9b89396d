// Parses and formats JSON Pointers (RFC 6901).

export const escaped = (segment: string) => segment.replaceAll("~", "~0").replaceAll("/", "~1");

/** The member names and array indices of a pointer, from the root down. */
export function segmentsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export const pointerOf = (segments: readonly string[]) =>
  segments.map((segment) => `/${escaped(segment)}`).join("");

/** The last segment of a pointer: `token` for `/param/token`. */
export const lastOf = (pointer: string) => segmentsOf(pointer).at(-1) ?? "";

/** The pointer in dot notation, such as `user.roles.0`. A leading `payload` is left out. */
export function dotted(pointer: string): string {
  const segments = segmentsOf(pointer);
  return (segments.length > 1 && segments[0] === "payload" ? segments.slice(1) : segments).join(".");
}
