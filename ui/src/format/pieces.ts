// A JSON text as tokens and the white space around them.
import { placedTokens } from "./reindent";

export interface Pieces {
  tokens: string[];
  /** The white space before each token. */
  gaps: string[];
  /** The white space after the last token. */
  tail: string;
}

export function piecesOf(text: string): Pieces {
  const pieces: Pieces = { tokens: [], gaps: [], tail: "" };
  let end = 0;
  for (const { text: token, from } of placedTokens(text)) {
    pieces.tokens.push(token);
    pieces.gaps.push(text.slice(end, from));
    end = from + token.length;
  }
  pieces.tail = text.slice(end);
  return pieces;
}
