// Indents JSON for reading without understanding it: tokens are copied character by character, only the white space
// between them is replaced. So numbers keep their digits, strings their escapes, and members their order and their
// duplicates. Works on a prefix and on broken JSON too, and never recurses, so depth costs nothing but indentation.

/** Deeper levels are not indented further; a thousand levels would be a megabyte of spaces otherwise. */
const DEEPEST = 64;

const BREAKS = new Set(["{", "}", "[", "]", ",", ":", '"', " ", "\t", "\n", "\r"]);
const SPACE = new Set([" ", "\t", "\n", "\r"]);

interface Token {
  text: string;
  from: number;
}

/** The tokens of a text with their places, white space left out. */
export function* placedTokens(text: string): Generator<Token> {
  let at = 0;
  while (at < text.length) {
    const first = text.charAt(at);
    if (SPACE.has(first)) {
      at += 1;
      continue;
    }
    const from = at;
    at += 1;
    if (first === '"') {
      while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
      at = Math.min(at + 1, text.length);
    } else if (!BREAKS.has(first)) {
      while (at < text.length && !BREAKS.has(text.charAt(at))) at += 1;
    }
    yield { text: text.slice(from, at), from };
  }
}

/** The tokens of a text in the order they stand in it. Their concatenation is the text without white space. */
export function* tokens(text: string): Generator<string> {
  for (const token of placedTokens(text)) yield token.text;
}

const newline = (depth: number) => `\n${"  ".repeat(Math.min(Math.max(depth, 0), DEEPEST))}`;

const MARKS = new Set(["{", "}", "[", "]", ",", ":", ""]);

/** What stands before each token in turn, when the text is laid out. */
function layout(dense: boolean): (token: string) => string {
  let depth = 0;
  let last = "";
  return (token) => {
    const opens = token === "{" || token === "[";
    const closes = token === "}" || token === "]";
    if (closes) depth -= 1;
    const empty = (last === "{" && token === "}") || (last === "[" && token === "]");
    let gap = "";
    // Two values with nothing between them are no JSON, but they stay two.
    if (dense) gap = MARKS.has(last) || MARKS.has(token) ? "" : " ";
    else if (last === ",") gap = newline(depth);
    else if ((last === "{" || last === "[") && !empty) gap = newline(depth);
    else if (closes && !empty) gap = newline(depth);
    else if (last === ":") gap = " ";
    else if (last !== "" && token !== "," && token !== ":" && !closes && !opens && !empty) gap = "\n";
    if (opens) depth += 1;
    last = token;
    return gap;
  };
}

export function reindent(text: string): string {
  const out: string[] = [];
  const before = layout(false);
  for (const token of tokens(text)) out.push(before(token), token);
  return out.join("");
}

export interface Edit {
  from: number;
  to: number;
  insert: string;
}

/** The white space that has to change for a text to be laid out, and nothing else: what is not touched stays where it is. */
export function layoutEdits(text: string, form: "indented" | "dense"): Edit[] {
  const edits: Edit[] = [];
  const before = layout(form === "dense");
  let end = 0;
  const put = (to: number, insert: string) => {
    if (text.slice(end, to) !== insert) edits.push({ from: end, to, insert });
  };
  for (const token of placedTokens(text)) {
    put(token.from, before(token.text));
    end = token.from + token.text.length;
  }
  // A text that ended its last line still does.
  put(text.length, form === "indented" && text.slice(end).includes("\n") ? "\n" : "");
  return edits;
}

/** The text after edits that stand in order. */
export function editedText(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const edit of edits) {
    parts.push(text.slice(end, edit.from), edit.insert);
    end = edit.to;
  }
  parts.push(text.slice(end));
  return parts.join("");
}

/** Where a place of a text is after edits that stand in order. */
export function placeAfter(edits: readonly Edit[], place: number): number {
  let moved = place;
  for (const { from, to, insert } of edits) {
    if (from > place) break;
    moved += insert.length - (Math.min(to, place) - from);
  }
  return moved;
}

/** Whether a text is laid out so densely that indenting it helps: long lines on average. */
export function isCompact(text: string): boolean {
  const sample = text.slice(0, 65_536);
  const lines = sample.split("\n").length;
  return sample.length > 40 && sample.length / lines > 120;
}
