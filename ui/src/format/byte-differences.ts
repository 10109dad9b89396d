// Which bytes of a text change in another version of it, counted in UTF-8.
import { hunksOf } from "./list-diff";
import { type Pieces, piecesOf } from "./pieces";
import { canFormat } from "./splice";

/** Bytes `from..to` of the original are replaced by `added` bytes. */
export interface ByteDifference {
  from: number;
  to: number;
  added: number;
}

function utf8Length(text: string, from: number, to: number): number {
  let bytes = 0;
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    // Each half of a surrogate pair counts as two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}

/** Both halves of a surrogate pair differ if one does. */
const splitsPair = (text: string, at: number) => /^[\udc00-\udfff]/.test(text.charAt(at));

/** Drops the characters that both ranges share at their start and end. */
function narrowed(
  before: string,
  after: string,
  range: { from: number; to: number; start: number; end: number },
) {
  let { from, to, start, end } = range;
  while (from < to && start < end && before[from] === after[start]) {
    from += 1;
    start += 1;
  }
  if (splitsPair(before, from) || splitsPair(after, start)) {
    from -= 1;
    start -= 1;
  }
  while (from < to && start < end && before[to - 1] === after[end - 1]) {
    to -= 1;
    end -= 1;
  }
  if (splitsPair(before, to) || splitsPair(after, end)) {
    to += 1;
    end += 1;
  }
  return { from, to, start, end };
}

const listOf = ({ tokens, gaps, tail }: Pieces) => [
  ...tokens.map((token, at) => `${gaps[at]}${token}`),
  tail,
];

/** The offset of each piece, and the length of all. */
function offsetsOf(pieces: readonly string[]): number[] {
  const offsets = [0];
  let end = 0;
  for (const piece of pieces) {
    end += piece.length;
    offsets.push(end);
  }
  return offsets;
}

/** The differences in ascending order. A long text gets a single one that covers them all. */
export function byteDifferences(before: string, after: string): ByteDifference[] {
  if (before === after) return [];
  const split = canFormat(before) && canFormat(after);
  const [old, next] = [before, after].map((text) => (split ? listOf(piecesOf(text)) : [text])) as [
    string[],
    string[],
  ];
  const [oldAt, nextAt] = [offsetsOf(old), offsetsOf(next)];
  const differences: ByteDifference[] = [];
  let [bytes, counted] = [0, 0];
  for (const hunk of hunksOf(old, next)) {
    const { from, to, start, end } = narrowed(before, after, {
      from: oldAt[hunk.from] ?? 0,
      to: oldAt[hunk.to] ?? 0,
      start: nextAt[hunk.newFrom] ?? 0,
      end: nextAt[hunk.newTo] ?? 0,
    });
    if (from === to && start === end) continue;
    bytes += utf8Length(before, counted, from);
    counted = from;
    differences.push({
      from: bytes,
      to: bytes + utf8Length(before, from, to),
      added: utf8Length(after, start, end),
    });
  }
  return differences;
}

const count = (bytes: number) => `${bytes.toLocaleString("en-US")} ${bytes === 1 ? "byte" : "bytes"}`;

/** `bytes 118–130 replaced by 12 bytes` */
export function differenceText({ from, to, added }: ByteDifference): string {
  if (from === to) return `${count(added)} added at offset ${from.toLocaleString("en-US")}`;
  const [first, last] = [from.toLocaleString("en-US"), (to - 1).toLocaleString("en-US")];
  const place = to - from === 1 ? `byte ${first}` : `bytes ${first}–${last}`;
  return added === 0 ? `${place} removed` : `${place} replaced by ${count(added)}`;
}

/** One line about all differences: `bytes 118–130 replaced by 12 bytes, and 2 more places`. */
export function differencesText(differences: readonly ByteDifference[]): string {
  const [first, ...rest] = differences;
  if (first === undefined) return "";
  const more = rest.length === 0 ? "" : `, and ${rest.length} more ${rest.length === 1 ? "place" : "places"}`;
  return `${differenceText(first)}${more}`;
}
