// Maps keys to movements in a list. Pure, and shared by all lists.

/** The index of the option that a key moves to. Null for other keys and for an empty list. */
export function listKey(key: string, current: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const within = (index: number) => Math.min(Math.max(index, 0), count - 1);
  switch (key) {
    case "ArrowDown":
      return within(current + 1);
    case "ArrowUp":
      return within(current - 1);
    case "PageDown":
      return within(current + Math.max(1, page));
    case "PageUp":
      return within(current - Math.max(1, page));
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** The same for a field above a list. There, Home and End move the text cursor. */
export const fieldKey = (key: string, current: number, count: number, page: number): number | null =>
  key === "Home" || key === "End" ? null : listKey(key, current, count, page);
