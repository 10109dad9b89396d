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
