// Shows JSON formatted, and carries edits of the formatted text back into the original text. Tokens
// are compared as text, so numbers keep their digits, strings their escapes, and members their
// order and duplicates. What was not edited keeps its white space, too. It also works on invalid
// JSON.
import { hunksOf } from "./list-diff";
import { piecesOf } from "./pieces";
import { isPunctuation, reindent } from "./reindent";
import { spacingOf, stepInto } from "./spacing";

const BYTE_ORDER_MARK = "\ufeff";

/** Longer texts are shown and edited as they are. In UTF-16 units. */
const MAX_FORMATTED_LENGTH = 512 * 1024;

/** Whether the formatted view of a JSON text is fast enough to edit. */
export const canFormat = (text: string): boolean => text.length <= MAX_FORMATTED_LENGTH;

const markOf = (text: string) => (text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "");

/** The text for the formatted view, without a byte order mark. */
export const formatted = (text: string): string => reindent(text.slice(markOf(text).length));

/** Two tokens of the same kind take the same white space. */
const sameKind = (one: string | undefined, other: string | undefined) =>
  one !== undefined &&
  other !== undefined &&
  (one === other || !(isPunctuation(one) || isPunctuation(other)));

/**
 * The original text with the edits of its formatted view. The result has the tokens of the edited
 * text. New tokens get white space in the style of the original.
 */
export function spliced(original: string, edited: string): string {
  const mark = markOf(original);
  const before = piecesOf(original.slice(mark.length));
  const after = piecesOf(edited.slice(mark === "" ? 0 : markOf(edited).length));
  const hunks = hunksOf(before.tokens, after.tokens);
  if (hunks.length === 0) return original;
  if (before.tokens.length === 0) return edited;
  if (after.tokens.length === 0) return "";
  const spacing = spacingOf(before);
  const out = [mark];
  const open: string[] = [];
  let last: string | undefined;
  const put = (token: string, gap: string) => {
    out.push(gap, token);
    stepInto(open, token);
    last = token;
  };
  /** Adds a token beside an edit. `at` is the place whose white space it takes if that fits. */
  const putNew = (token: string, at: number, fits: boolean) => {
    const kept = last === undefined ? before.gaps[0] : fits ? before.gaps[at] : undefined;
    const gap = kept ?? spacing(last ?? "", token, open);
    const joined = gap === "" && last !== undefined && !isPunctuation(last) && !isPunctuation(token);
    put(token, joined ? " " : gap);
  };
  let at = 0;
  let besideEdit = false;
  for (const hunk of [...hunks, null]) {
    for (; at < (hunk?.from ?? before.tokens.length); at += 1) {
      const token = before.tokens[at] ?? "";
      if (besideEdit) putNew(token, at, sameKind(last, before.tokens[at - 1]));
      else put(token, before.gaps[at] ?? "");
      besideEdit = false;
    }
    if (hunk === null) break;
    for (let added = hunk.newFrom; added < hunk.newTo; added += 1) {
      const token = after.tokens[added] ?? "";
      putNew(token, hunk.from, added === hunk.newFrom && sameKind(token, before.tokens[hunk.from]));
    }
    at = hunk.to;
    besideEdit = true;
  }
  out.push(before.tail);
  return out.join("");
}
