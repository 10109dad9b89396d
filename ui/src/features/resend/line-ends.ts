// How the lines of a body end. An editor that knows it writes back exactly what it read, and a new line ends like the
// others; where ends are mixed only LF ends a line, and every carriage return is a character one can see.
export type LineEnd = "\n" | "\r\n";

const EVERY_END = /\r\n|\r|\n/g;

export function lineEndOf(text: string): LineEnd {
  const ends = text.match(EVERY_END);
  return ends?.every((end) => end === "\r\n") ? "\r\n" : "\n";
}

/** Text that was made elsewhere, with the ends of this body. */
export const withLineEnd = (text: string, end: LineEnd) =>
  end === "\n" ? text : text.replace(EVERY_END, end);

const CRLF = /\r\n/g;

/** An editor counts the end of a line as one character: the place in it of a UTF-16 unit of the text. */
export function placeOf(text: string, unit: number, end: LineEnd): number {
  if (end === "\n") return unit;
  return unit - (text.slice(0, unit).match(CRLF)?.length ?? 0);
}

/** The UTF-16 unit of the text at a place of the editor, which lies on this line, counted from 1. */
export const unitOf = (place: number, line: number, end: LineEnd): number =>
  end === "\n" ? place : place + line - 1;
