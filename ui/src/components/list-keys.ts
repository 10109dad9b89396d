// Where a key leads in a list. Pure, so that every list moves in the same way.

/** The option a key leads to; null where the key means nothing to a list, or the list is empty. */
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

/** The same for keys pressed in the field above a list, where Home and End move the cursor. */
export const fieldKey = (key: string, current: number, count: number, page: number): number | null =>
  key === "Home" || key === "End" ? null : listKey(key, current, count, page);
