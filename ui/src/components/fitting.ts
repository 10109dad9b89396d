// Which items fit into one line.

/**
 * How many of the items fit into `available` pixels, with `gap` pixels between them. If some do not
 * fit, or if the line has a menu anyway, a menu of the width `menu` comes after those that do.
 */
export function fittingCount(
  widths: readonly number[],
  menu: number,
  gap: number,
  available: number,
  hasMenu = false,
): number {
  const ends: number[] = [];
  let end = -gap;
  for (const width of widths) {
    end += gap + width;
    ends.push(end);
  }
  if (!hasMenu && end <= available) return widths.length;
  const room = available - menu - gap;
  return ends.filter((one) => one <= room).length;
}
