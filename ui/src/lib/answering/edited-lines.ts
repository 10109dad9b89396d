// Finds the edited lines of a text with the longest common subsequence of lines. Pure.

/** Above this number of line pairs the comparison is too slow, so no line is marked. */
const MAX_PAIRS = 250_000;

/**
 * The numbers of the edited lines, from 1. Changes of outer whitespace or of a trailing comma are
 * not edits.
 */
export function editedLines(before: string, now: string): number[] {
  const normalized = (line: string) => line.trim().replace(/,$/, "");
  const [old, next] = [before.split("\n").map(normalized), now.split("\n").map(normalized)];
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, next.length) - start && old.at(-1 - end) === next.at(-1 - end)) end += 1;
  const [from, to] = [old.slice(start, old.length - end), next.slice(start, next.length - end)];
  if (from.length * to.length > MAX_PAIRS) return [];
  const width = to.length + 1;
  const lengths = new Uint32Array((from.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = from.length - 1; row >= 0; row -= 1)
    for (let column = to.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        from[row] === to[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const edited: number[] = [];
  let row = 0;
  for (let column = 0; column < to.length; column += 1) {
    while (row < from.length && from[row] !== to[column] && at(row + 1, column) === at(row, column)) row += 1;
    if (row < from.length && from[row] === to[column]) row += 1;
    else edited.push(start + column + 1);
  }
  return edited;
}
