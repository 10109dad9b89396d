// Finds where two lists differ, with the algorithm of Myers: the fewest removed and added items.

/** Items `from..to` of the old list that are replaced by items `newFrom..newTo` of the new list. */
export interface Hunk {
  from: number;
  to: number;
  newFrom: number;
  newTo: number;
}

/**
 * The time grows with the square of the differences. Above this number, everything between the
 * first and the last difference is one hunk.
 */
const MAX_DIFFERENCES = 1000;

export function hunksOf(before: readonly string[], after: readonly string[]): Hunk[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const whole = { from: start, to: before.length - end, newFrom: start, newTo: after.length - end };
  if (whole.from === whole.to && whole.newFrom === whole.newTo) return [];
  if (whole.from === whole.to || whole.newFrom === whole.newTo) return [whole];
  const rounds = roundsOf(before, after, whole);
  return rounds === null ? [whole] : hunksFrom(rounds, whole);
}

/**
 * The furthest positions of each round on its diagonals, `-round - 1` first. Null with too many
 * differences.
 */
function roundsOf(before: readonly string[], after: readonly string[], whole: Hunk): Int32Array[] | null {
  const [height, width] = [whole.to - whole.from, whole.newTo - whole.newFrom];
  const most = Math.min(height + width, MAX_DIFFERENCES);
  const center = most + 1;
  const furthest = new Int32Array(2 * most + 3);
  const rounds: Int32Array[] = [];
  for (let round = 0; round <= most; round += 1) {
    rounds.push(furthest.slice(center - round - 1, center + round + 2));
    for (let diagonal = -round; diagonal <= round; diagonal += 2) {
      const below = furthest[center + diagonal - 1] ?? 0;
      const above = furthest[center + diagonal + 1] ?? 0;
      let x = diagonal === -round || (diagonal !== round && below < above) ? above : below + 1;
      while (
        x < height &&
        x - diagonal < width &&
        before[whole.from + x] === after[whole.newFrom + x - diagonal]
      )
        x += 1;
      furthest[center + diagonal] = x;
      if (x >= height && x - diagonal >= width) return rounds;
    }
  }
  return null;
}

/** Walks the rounds back from the end of both lists. Neighboring differences become one hunk. */
function hunksFrom(rounds: readonly Int32Array[], whole: Hunk): Hunk[] {
  const hunks: Hunk[] = [];
  let [x, y] = [whole.to - whole.from, whole.newTo - whole.newFrom];
  for (let round = rounds.length - 1; round > 0; round -= 1) {
    const furthest = rounds[round];
    const at = (diagonal: number) => furthest?.[diagonal + round + 1] ?? 0;
    const diagonal = x - y;
    const adds = diagonal === -round || (diagonal !== round && at(diagonal - 1) < at(diagonal + 1));
    const oldX = at(adds ? diagonal + 1 : diagonal - 1);
    const oldY = oldX - (adds ? diagonal + 1 : diagonal - 1);
    const [newX, newY] = adds ? [oldX, oldY + 1] : [oldX + 1, oldY];
    const next = hunks.at(-1);
    const from = whole.from + oldX;
    const newFrom = whole.newFrom + oldY;
    if (next !== undefined && next.from === whole.from + newX && next.newFrom === whole.newFrom + newY) {
      next.from = from;
      next.newFrom = newFrom;
    } else hunks.push({ from, to: whole.from + newX, newFrom, newTo: whole.newFrom + newY });
    [x, y] = [oldX, oldY];
  }
  return hunks.reverse();
}
