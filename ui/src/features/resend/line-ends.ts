// Line endings of a body. An editor that uses them writes back exactly what it read, and new lines
// get the same ending. In a body with mixed endings only LF ends a line, and each CR is a visible
// character.
export type LineEnd = "\n" | "\r\n";

const EVERY_END = /\r\n|\r|\n/g;

export function lineEndOf(text: string): LineEnd {
  const ends = text.match(EVERY_END);
  return ends?.every((end) => end === "\r\n") ? "\r\n" : "\n";
}

/** Text from elsewhere, with the line endings of this body. */
export const withLineEnd = (text: string, end: LineEnd) =>
  end === "\n" ? text : text.replace(EVERY_END, end);

const CRLF = /\r\n/g;

/**
 * The editor offset of a UTF-16 offset in the text. The editor counts each line ending as one
 * character.
 */
export function editorOffset(text: string, unit: number, end: LineEnd): number {
  if (end === "\n") return unit;
  return unit - (text.slice(0, unit).match(CRLF)?.length ?? 0);
}

/** The UTF-16 offset in the text of an editor offset on this line, counted from 1. */
export const textOffset = (offset: number, line: number, end: LineEnd): number =>
  end === "\n" ? offset : offset + line - 1;
