// Converts positions in a filter: the parser counts characters, the field counts UTF-16 units.
// Pure.
import type { FilterToken, FilterTokenKind } from "@/ipc/types";

/** The number of characters before a UTF-16 unit. */
export const charactersBefore = (text: string, unit: number) => [...text.slice(0, unit)].length;

/** The UTF-16 unit at which a character starts. */
export function unitOf(text: string, character: number): number {
  let unit = 0;
  let left = character;
  for (const one of text) {
    if (left <= 0) break;
    unit += one.length;
    left -= 1;
  }
  return unit;
}

export interface Piece {
  text: string;
  /** Null between tokens. */
  kind: FilterTokenKind | null;
}

/**
 * Splits the whole text into pieces for coloring. The tokens may belong to an older text: text
 * after the first difference stays uncolored.
 */
export function piecesOf(text: string, known: { text: string; tokens: readonly FilterToken[] }): Piece[] {
  let same = 0;
  if (text === known.text) same = text.length;
  else while (same < text.length && text[same] === known.text[same]) same += 1;
  const pieces: Piece[] = [];
  let at = 0;
  for (const token of [...known.tokens].sort((a, b) => a.start - b.start)) {
    const start = unitOf(known.text, token.start);
    const end = Math.min(unitOf(known.text, token.end), same);
    if (start < at || end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), kind: null });
    pieces.push({ text: text.slice(start, end), kind: token.kind });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), kind: null });
  return pieces;
}

/**
 * Replaces a range of characters. The returned cursor, after the replacement, is in UTF-16 units.
 */
export function replaced(
  text: string,
  from: number,
  to: number,
  by: string,
): { text: string; cursor: number } {
  const [start, end] = [unitOf(text, from), unitOf(text, to)];
  return { text: `${text.slice(0, start)}${by}${text.slice(end)}`, cursor: start + by.length };
}
