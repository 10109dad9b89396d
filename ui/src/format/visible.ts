// Splits untrusted text into safe text and characters that are invisible or misleading: control
// characters, zero-width and bidirectional formatting characters, and unpaired surrogates.
// Visible.tsx renders the pieces.
export interface Piece {
  text: string;
  /**
   * The code point, such as `U+202E`, if `text` is one character to be shown by its code. Null for
   * safe text.
   */
  code: string | null;
}

export interface VisibleOptions {
  /** Keeps tabs and newlines as text. A carriage return is still shown by its code. */
  lines?: boolean;
}

/**
 * Control characters, characters without a glyph, line and annotation separators, unpaired
 * surrogates.
 */
const HIDDEN = /\p{Cc}|\p{Default_Ignorable_Code_Point}|\p{Zl}|\p{Zp}|[\ufff9-\ufffb]|\p{Cs}/gu;

/** A character that joins or colors an emoji is visible as part of the emoji. */
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

/** The text for titles and labels, which cannot contain chips: `gnp[U+202E]exe`. */
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
