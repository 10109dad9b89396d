// Indents JSON for reading without understanding it: tokens are copied character by character, only the white space
// between them is replaced. So numbers keep their digits, strings their escapes, and members their order and their
// duplicates. Works on a prefix and on broken JSON too, and never recurses, so depth costs nothing but indentation.

/** Deeper levels are not indented further; a thousand levels would be a megabyte of spaces otherwise. */
const DEEPEST = 64;

const BREAKS = new Set(["{", "}", "[", "]", ",", ":", '"', " ", "\t", "\n", "\r"]);
const SPACE = new Set([" ", "\t", "\n", "\r"]);

/** The tokens of a text in the order they stand in it, white space left out. Their concatenation is the text without it. */
export function* tokens(text: string): Generator<string> {
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
    yield text.slice(from, at);
  }
}

const newline = (depth: number) => `\n${"  ".repeat(Math.min(Math.max(depth, 0), DEEPEST))}`;

export function reindent(text: string): string {
  const out: string[] = [];
  let depth = 0;
  let last = "";
  for (const token of tokens(text)) {
    const opens = token === "{" || token === "[";
    const closes = token === "}" || token === "]";
    if (closes) depth -= 1;
    const empty = (last === "{" && token === "}") || (last === "[" && token === "]");
    if (last === ",") out.push(newline(depth));
    else if ((last === "{" || last === "[") && !empty) out.push(newline(depth));
    else if (closes && !empty) out.push(newline(depth));
    else if (last === ":") out.push(" ");
    else if (last !== "" && token !== "," && token !== ":" && !closes && !opens && !empty) out.push("\n");
    out.push(token);
    if (opens) depth += 1;
    last = token;
  }
  return out.join("");
}

/** Whether a text is laid out so densely that indenting it helps: long lines on average. */
export function isCompact(text: string): boolean {
  const sample = text.slice(0, 65_536);
  const lines = sample.split("\n").length;
  return sample.length > 40 && sample.length / lines > 120;
}
