// Indents JSON for reading without parsing it. It copies tokens character by character and replaces
// only the white space between them. Numbers keep their digits, strings their escapes, and members
// their order and duplicates. It also works on truncated and invalid JSON. It never recurses, so
// deep nesting only costs indentation.

/**
 * Deeper levels get no more indentation. Otherwise, a thousand levels would need a megabyte of
 * spaces.
 */
const MAX_INDENT_DEPTH = 64;

const DELIMITERS = new Set(["{", "}", "[", "]", ",", ":", '"', " ", "\t", "\n", "\r"]);
const SPACE = new Set([" ", "\t", "\n", "\r"]);

interface Token {
  text: string;
  from: number;
}

/** The end of the string whose content starts at an offset. An odd number of backslashes escapes a quote. */
function stringEnd(text: string, content: number): number {
  for (let quote = text.indexOf('"', content); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (quote - backslashes > content && text.charAt(quote - backslashes - 1) === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

/** The tokens of a text with their offsets, without white space. */
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
      at = stringEnd(text, at);
    } else if (!DELIMITERS.has(first)) {
      while (at < text.length && !DELIMITERS.has(text.charAt(at))) at += 1;
    }
    yield { text: text.slice(from, at), from };
  }
}

/**
 * The tokens of a text in order. Their concatenation is the text without white space between
 * tokens.
 */
export function* tokens(text: string): Generator<string> {
  for (const token of placedTokens(text)) yield token.text;
}

const newline = (depth: number) => `\n${"  ".repeat(Math.min(Math.max(depth, 0), MAX_INDENT_DEPTH))}`;

const PUNCTUATION = new Set(["{", "}", "[", "]", ",", ":", ""]);

/** Whether a token separates itself from its neighbors, so that no space is needed between them. */
export const isPunctuation = (token: string): boolean => PUNCTUATION.has(token);

/** Returns a function that gets each token in order and returns the white space before it. */
function layout(dense: boolean): (token: string) => string {
  let depth = 0;
  let last = "";
  return (token) => {
    const opens = token === "{" || token === "[";
    const closes = token === "}" || token === "]";
    if (closes) depth -= 1;
    const empty = (last === "{" && token === "}") || (last === "[" && token === "]");
    let gap = "";
    // Two values in a row are invalid JSON. A space keeps them apart.
    if (dense) gap = PUNCTUATION.has(last) || PUNCTUATION.has(token) ? "" : " ";
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

/** The edits that format a text. They only change white space, and only where it differs. */
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
  // Keeps a line break at the end of the text.
  put(text.length, form === "indented" && text.slice(end).includes("\n") ? "\n" : "");
  return edits;
}

/** The edits between two texts with the same tokens. They only change white space. */
export function spaceEdits(text: string, wanted: string): Edit[] {
  const edits: Edit[] = [];
  const next = placedTokens(wanted);
  let [end, wantedEnd] = [0, 0];
  const put = (to: number, wantedTo: number) => {
    const insert = wanted.slice(wantedEnd, wantedTo);
    if (text.slice(end, to) !== insert) edits.push({ from: end, to, insert });
  };
  for (const { text: token, from } of placedTokens(text)) {
    const there = next.next().value;
    if (there === undefined || there.text !== token) return [{ from: 0, to: text.length, insert: wanted }];
    put(from, there.from);
    end = from + token.length;
    wantedEnd = there.from + token.length;
  }
  put(text.length, wanted.length);
  return edits;
}

/** Applies edits, which must be in ascending order. */
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

/** The offset of a position after edits, which must be in ascending order. */
export function offsetAfter(edits: readonly Edit[], offset: number): number {
  let moved = offset;
  for (const { from, to, insert } of edits) {
    if (from > offset) break;
    moved += insert.length - (Math.min(to, offset) - from);
  }
  return moved;
}

/** Whether a text starts like a JSON object or array. */
export const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text);

/** Whether indenting helps: the text has long lines on average. */
export function isCompact(text: string): boolean {
  const sample = text.slice(0, 65_536);
  const lines = sample.split("\n").length;
  return sample.length > 40 && sample.length / lines > 120;
}
