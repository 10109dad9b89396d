// Finds actions by a few letters. Matches of the title come first, then keywords, then letters in
// order with gaps. The search knows nothing about which actions are possible.
import type { Action } from "./catalog";

type Searchable = Pick<Action, "title" | "keywords">;

/** Ranks of a match; lower ranks come first. The index of the matching word is added to `WORD`. */
const WORD = 0;
const KEYWORD = 50;
const KEYWORD_START = 51;
const INSIDE = 100;
const SCATTERED = 1000;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The number of skipped letters when `letters` occur in `text` in order; null if they do not. */
function gapsIn(text: string, letters: string): number | null {
  let at = -1;
  let gaps = 0;
  for (const letter of letters) {
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return null;
    gaps += next - at - 1;
    at = next;
  }
  return gaps;
}

/** The rank of an action for letters without spaces; null if it does not match. */
function rankOf({ title, keywords }: Searchable, letters: string): number | null {
  const words = wordsOf(title);
  const word = words.findIndex((_, index) => words.slice(index).join("").startsWith(letters));
  if (word >= 0) return WORD + word;
  if (keywords.includes(letters)) return KEYWORD;
  if (keywords.some((keyword) => keyword.startsWith(letters))) return KEYWORD_START;
  const text = words.join("");
  const inside = text.indexOf(letters);
  if (inside >= 0) return INSIDE + inside;
  const gaps = gapsIn(text, letters);
  return gaps === null ? null : SCATTERED + gaps;
}

/** The sum of the ranks of each word; null unless all words match without gaps. */
function rankOfEach(action: Searchable, words: readonly string[]): number | null {
  let sum = 0;
  for (const word of words) {
    const rank = rankOf(action, word);
    if (rank === null || rank >= SCATTERED) return null;
    sum += rank;
  }
  return sum;
}

/** How closely an action matches the typed text: lower is closer, null means no match. */
export function distance(action: Searchable, typed: string): number | null {
  const words = wordsOf(typed);
  if (words.length === 0) return 0;
  const phrase = rankOf(action, words.join(""));
  if (words.length === 1 || (phrase !== null && phrase < SCATTERED)) return phrase;
  return rankOfEach(action, words) ?? phrase;
}

/** The matching actions, closest first. Equally close actions keep their order. */
export function matching(actions: readonly Action[], typed: string): Action[] {
  return actions
    .map((action) => ({ action, rank: distance(action, typed) }))
    .filter((match): match is { action: Action; rank: number } => match.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ action }) => action);
}
