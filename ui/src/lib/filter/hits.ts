// Which texts of a body a filter looks for, as one pattern for highlighting. Pure.
import type { FilterToken } from "@/ipc/types";
import { unitOf } from "./spans";

/** The fields whose values can be in a body. The others describe the request or the event. */
const BODY_FIELDS = new Set(["type", "user", "email", "subject", "app", "client", "id", "ip"]);
/** Shorter texts would match almost everywhere. */
const MIN_CHARS = 2;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** Splits at a character outside of quotation marks, which are left out. */
function unquotedParts(text: string, separator: string): string[] {
  const parts = [""];
  let isQuoted = false;
  for (const one of text) {
    if (one === '"') isQuoted = !isQuoted;
    else if (one === separator && !isQuoted) parts.push("");
    else parts[parts.length - 1] += one;
  }
  return parts;
}

/** A pattern for a value, in which `*` matches any text. Null if it is too short. */
function patternOf(value: string): string | null {
  const pieces = value.split("*").filter((piece) => piece.length >= MIN_CHARS);
  if (pieces.length === 0) return null;
  const starts = (piece: string) =>
    // A word is found from its start, unless any text can precede it.
    !value.startsWith("*") && value.startsWith(piece) && /^[\p{L}\p{N}]/u.test(piece);
  return pieces.map((piece) => `${starts(piece) ? "(?<![\\p{L}\\p{N}])" : ""}${escaped(piece)}`).join("|");
}

/** The pattern of the texts that the filter looks for. Null if it looks for none. */
export function hitsOf(text: string, tokens: readonly FilterToken[]): RegExp | null {
  const values: string[] = [];
  const negated: boolean[] = [];
  let isNegated = false;
  let field = "";
  for (const { start, end, kind } of tokens) {
    const token = text.slice(unitOf(text, start), unitOf(text, end));
    if (kind === "not") {
      isNegated = true;
      continue;
    }
    if (kind === "parenthesis") {
      if (token === "(") negated.push(isNegated);
      else negated.pop();
    }
    const applies = !isNegated && !negated.includes(true);
    if (kind === "name") {
      field = token.slice(0, -1);
      // The value of this field has the same sign.
      continue;
    }
    if (kind === "pointer") field = "/";
    else if (kind === "sign") {
      // Only a value that has to be equal is in the body as it stands.
      if (token !== "=") field = "";
      continue;
    } else if (applies && (kind === "word" || kind === "phrase")) values.push(token.replaceAll('"', ""));
    else if (applies && kind === "value" && (field === "/" || BODY_FIELDS.has(field)))
      values.push(...unquotedParts(token, ","));
    if (kind !== "pointer") {
      field = "";
      isNegated = false;
    }
  }
  const patterns = values.map(patternOf).filter((pattern) => pattern !== null);
  return patterns.length === 0 ? null : new RegExp(patterns.join("|"), "giu");
}
