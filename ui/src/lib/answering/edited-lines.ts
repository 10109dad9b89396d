// Finds the edited lines of a text with the longest common subsequence of lines. Pure.

/** With more pairs of lines than this, a comparison takes too long, and no line is marked. */
const MOST_PAIRS = 250_000;

/** The numbers of the edited lines, from 1. Outer white space and a trailing comma do not count as an edit. */
export function editedLines(before: string, now: string): number[] {
  const shape = (line: string) => line.trim().replace(/,$/, "");
  const [old, next] = [before.split("\n").map(shape), now.split("\n").map(shape)];
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, next.length) - start && old.at(-1 - end) === next.at(-1 - end)) end += 1;
  const [from, to] = [old.slice(start, old.length - end), next.slice(start, next.length - end)];
  if (from.length * to.length > MOST_PAIRS) return [];
  const width = to.length + 1;
  const run = new Uint32Array((from.length + 1) * width);
  const at = (row: number, column: number) => run[row * width + column] ?? 0;
  for (let row = from.length - 1; row >= 0; row -= 1)
    for (let column = to.length - 1; column >= 0; column -= 1)
      run[row * width + column] =
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
