// The white space style of a JSON text: what it puts after a comma, a colon or a bracket at each
// depth. New members of the text get white space in the same style.
import type { Pieces } from "./pieces";

type Place = "open" | "close" | "empty" | "comma" | "colon" | "before" | "value";

const CLOSING = new Set(["}", "]"]);
const OPENING = new Set(["{", "["]);

/** Tracks the open brackets while walking over tokens. */
export function stepInto(open: string[], token: string): void {
  if (OPENING.has(token)) open.push(token);
  else if (CLOSING.has(token)) open.pop();
}

function placeOf(last: string, token: string): Place {
  if (CLOSING.has(token)) return OPENING.has(last) ? "empty" : "close";
  if (OPENING.has(last)) return "open";
  if (token === "," || token === ":") return "before";
  if (last === ",") return "comma";
  return last === ":" ? "colon" : "value";
}

/** The white space between two tokens inside the open brackets. */
export type Spacing = (last: string, token: string, open: readonly string[]) => string;

const lineOf = (gap: string) => (gap.includes("\r\n") ? "\r\n" : "\n");

export function spacingOf({ tokens, gaps }: Pieces): Spacing {
  /** The first gap of each place, from the exact depth to any depth and any bracket. */
  const seen = new Map<string, string>();
  const note = (key: string, gap: string) => {
    if (!seen.has(key)) seen.set(key, gap);
  };
  const open: string[] = [];
  let unit: string | null = null;
  let line: string | null = null;
  for (const [at, token] of tokens.entries()) {
    const gap = gaps[at] ?? "";
    if (at > 0) {
      const place = placeOf(tokens[at - 1] ?? "", token);
      const bracket = open.at(-1) ?? "";
      note(`${place}${bracket}${open.length}`, gap);
      note(`${place}${bracket}`, gap);
      note(place, gap);
      if (place === "open" && gap.includes("\n")) {
        line ??= lineOf(gap);
        const indent = gap.slice(gap.lastIndexOf("\n") + 1);
        unit ??= indent.slice(0, Math.ceil(indent.length / open.length));
      }
    }
    stepInto(open, token);
  }
  const indented = (depth: number) => `${line ?? "\n"}${(unit ?? "  ").repeat(Math.max(0, depth))}`;
  return (last, token, inside) => {
    const place = placeOf(last, token);
    const bracket = inside.at(-1) ?? "";
    const depth = inside.length - (place === "close" ? 1 : 0);
    const exact = seen.get(`${place}${bracket}${inside.length}`);
    if (exact !== undefined) return exact;
    const similar = seen.get(`${place}${bracket}`) ?? seen.get(place);
    if (similar !== undefined) return similar.includes("\n") ? indented(depth) : similar;
    if (place === "value") return " ";
    if (place === "empty" || place === "before") return "";
    if (line !== null) return place === "colon" ? " " : indented(depth);
    if (place === "comma") return seen.get("colon") ?? "";
    return place === "colon" ? (seen.get("comma") ?? "") : "";
  };
}
