// Finds the first mistake in a JSON text without parsing it into values. It never recurses, so deep
// nesting is no mistake.
import { placedTokens } from "./reindent";

export interface JsonMistake {
  /** The offset in UTF-16 units. */
  at: number;
  /** Both start at 1. Columns count characters. */
  line: number;
  column: number;
  what: string;
}

type Expected = "value" | "value or ]" | "name" | "name or }" | "colon" | "comma" | "end";

const EXPECTED: Record<Expected, string> = {
  value: "a value",
  "value or ]": "a value or ]",
  name: "a name in double quotes",
  "name or }": "a name in double quotes or }",
  colon: "a colon",
  comma: "a comma or a closing bracket",
  end: "the end of the text",
};

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const WORD = /^(?:true|false|null)$/;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside strings.
const SUSPECT = /[\\\u0000-\u001f]/g;

const UNCLOSED = "a string without its closing quote";

/** A mistake inside a string token, with its offset in the token. */
function stringMistake(token: string): { at: number; what: string } | null {
  let escapeEnd = 1;
  SUSPECT.lastIndex = 0;
  for (let suspect = SUSPECT.exec(token); suspect !== null; suspect = SUSPECT.exec(token)) {
    const at = suspect.index;
    if (suspect[0] === "\n" || suspect[0] === "\r") return { at: 0, what: UNCLOSED };
    if (suspect[0] !== "\\") return { at, what: "an unescaped control character in a string" };
    ESCAPE.lastIndex = at;
    if (!ESCAPE.test(token))
      return at === token.length - 1
        ? { at: 0, what: UNCLOSED }
        : { at, what: "an unknown escape in a string" };
    escapeEnd = ESCAPE.lastIndex;
    SUSPECT.lastIndex = escapeEnd;
  }
  // An escaped quote at the end does not close the string.
  return token.endsWith('"') && escapeEnd < token.length ? null : { at: 0, what: UNCLOSED };
}

const MAX_QUOTED_LENGTH = 24;

function found(token: string): string {
  if (token === "") return "the end of the text";
  if (token.startsWith("//") || token.startsWith("/*")) return "a comment";
  if (token.startsWith("'")) return "a single quote";
  return token.length > MAX_QUOTED_LENGTH ? `${token.slice(0, MAX_QUOTED_LENGTH)}…` : token;
}

/** Reads the structure token by token. */
class Reader {
  private readonly open: ("{" | "[")[] = [];
  private expected: Expected = "value";

  /** What is wrong with the next token; null if it fits. `""` is the end of the text. */
  next(token: string): string | null {
    const { expected } = this;
    const wrong = () => `expected ${EXPECTED[expected]}, found ${found(token)}`;
    if (token === "") return expected === "end" ? null : wrong();
    if (token === "}" || token === "]") return this.close(token) ? null : wrong();
    if (token === ",") {
      if (expected !== "comma") return wrong();
      this.expected = this.open.at(-1) === "{" ? "name" : "value";
      return null;
    }
    if (token === ":") {
      if (expected !== "colon") return wrong();
      this.expected = "value";
      return null;
    }
    if (expected === "name" || expected === "name or }") {
      if (!token.startsWith('"')) return wrong();
      this.expected = "colon";
      return null;
    }
    if (expected !== "value" && expected !== "value or ]") return wrong();
    if (token === "{" || token === "[") {
      this.open.push(token);
      this.expected = token === "{" ? "name or }" : "value or ]";
      return null;
    }
    this.expected = this.afterValue();
    return token.startsWith('"') || NUMBER.test(token) || WORD.test(token) ? null : wrong();
  }

  private afterValue = (): Expected => (this.open.length === 0 ? "end" : "comma");

  private close(token: "}" | "]"): boolean {
    const fits = this.expected === "comma" || this.expected === (token === "}" ? "name or }" : "value or ]");
    if (!fits || this.open.pop() !== (token === "}" ? "{" : "[")) return false;
    this.expected = this.afterValue();
    return true;
  }
}

function placed(text: string, at: number, what: string): JsonMistake {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  let line = 1;
  for (let from = text.indexOf("\n"); from >= 0 && from < at; from = text.indexOf("\n", from + 1)) line += 1;
  return { at, line, column: [...text.slice(at === 0 ? 0 : start, at)].length + 1, what };
}

/** The first mistake of a text that should be JSON; null if it is JSON. */
export function jsonMistake(text: string): JsonMistake | null {
  // A byte order mark before the text is no mistake.
  const readable = text.startsWith("\ufeff") ? ` ${text.slice(1)}` : text;
  const reader = new Reader();
  for (const { text: token, from } of placedTokens(readable)) {
    const inside = token.startsWith('"') ? stringMistake(token) : null;
    const what = reader.next(token);
    if (what !== null) return placed(text, from, what);
    if (inside !== null) return placed(text, from + inside.at, inside.what);
  }
  const what = reader.next("");
  return what === null ? null : placed(text, text.trimEnd().length, what);
}

/** `Line 3, column 5: expected a value, found ]` */
export const mistakeText = ({ line, column, what }: JsonMistake): string =>
  `Line ${line}, column ${column}: ${what}`;
