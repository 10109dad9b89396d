// Text from outside, cut into what can be shown as it is and characters that would deceive or be missed: controls,
// zero-width and bidirectional formatting characters, unpaired surrogates. Only the cutting; looks are in Visible.tsx.
export interface Piece {
  text: string;
  /** `U+202E` when `text` is one character that must be named. */
  code: string | null;
}

/** Tab, newline and carriage return may be shown as they are where text is shown in lines. */
export interface VisibleOptions {
  lines?: boolean;
}

/** Controls, characters fonts draw nothing for, line and annotation separators, unpaired surrogates. */
const HIDDEN = /\p{Cc}|\p{Default_Ignorable_Code_Point}|\p{Zl}|\p{Zp}|[\ufff9-\ufffb]|\p{Cs}/gu;

/** What joins or colours an emoji is part of what one sees. */
function isPartOfEmoji(text: string, at: number, character: string): boolean {
  if (character === "\ufe0f") return true;
  if (character !== "\u200d") return false;
  const before = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?$/u.test(
    text.slice(Math.max(0, at - 4), at),
  );
  return before && /^\p{Extended_Pictographic}/u.test(text.slice(at + 1, at + 3));
}

export function codeOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** For titles and labels, which can hold no chips: `gnp[U+202E]exe`. */
export const visibleText = (text: string) =>
  visiblePieces(text)
    .map((piece) => (piece.code === null ? piece.text : `[${piece.code}]`))
    .join("");

export function visiblePieces(text: string, options: VisibleOptions = {}): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    const character = match[0];
    if (isPartOfEmoji(text, match.index, character)) continue;
    if (options.lines && (character === "\n" || character === "\t")) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), code: null });
    pieces.push({ text: character, code: codeOf(character) });
    from = match.index + character.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), code: null });
  return pieces;
}
