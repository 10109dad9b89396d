// Places in a filter. The parser counts characters, the field UTF-16 units. Pure.
import type { FilterToken, FilterTokenKind } from "@/ipc/types";

/** Characters before a place in a text. */
export const charactersBefore = (text: string, unit: number) => [...text.slice(0, unit)].length;

/** The unit a character begins at. */
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
 * The whole text in pieces, as the tokens of another text colour it: what comes before the first difference. While an
 * answer is on its way the rest stays plain.
 */
export function piecesOf(text: string, told: { text: string; tokens: readonly FilterToken[] }): Piece[] {
  let same = 0;
  if (text === told.text) same = text.length;
  else while (same < text.length && text[same] === told.text[same]) same += 1;
  const pieces: Piece[] = [];
  let at = 0;
  for (const token of [...told.tokens].sort((a, b) => a.start - b.start)) {
    const start = unitOf(told.text, token.start);
    const end = Math.min(unitOf(told.text, token.end), same);
    if (start < at || end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), kind: null });
    pieces.push({ text: text.slice(start, end), kind: token.kind });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), kind: null });
  return pieces;
}

/** A text with one part of it, told in characters, replaced; and where the cursor is then, in units. */
export function replaced(
  text: string,
  from: number,
  to: number,
  by: string,
): { text: string; cursor: number } {
  const [start, end] = [unitOf(text, from), unitOf(text, to)];
  return { text: `${text.slice(0, start)}${by}${text.slice(end)}`, cursor: start + by.length };
}
