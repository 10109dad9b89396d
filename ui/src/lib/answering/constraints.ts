// Reads and writes the members of an answer that constrain a sign-in. The text is the source of
// truth: numbers keep their digits, and members that the type does not allow stay until a field
// changes. Pure.
import { spansOf, unquoted } from "@/format/json-spans";
import { segmentsOf } from "@/format/pointer";
import type { AnswerMember } from "@/ipc/types";

/** The members that have a field. */
export const fieldsOf = (members: readonly AnswerMember[]) =>
  members.filter(({ json_type }) => json_type !== "object");

/** The JSON text at each pointer; pointers without a value are absent. */
export function tokensOf(text: string, members: readonly AnswerMember[]): Map<string, string> {
  const spans = spansOf(
    text,
    members.map(({ pointer }) => pointer),
  );
  return new Map([...spans].map(([pointer, { from, to }]) => [pointer, text.slice(from, to)]));
}

/** The strings of a JSON array. */
export const wordsOf = (token: string | undefined): string[] =>
  (token?.match(/"(?:[^"\\]|\\.)*"/g) ?? []).map(unquoted);

interface Branch {
  [name: string]: Branch | string;
}

function formatted(branch: Branch, depth: number): string {
  const indent = "  ".repeat(depth + 1);
  const members = Object.entries(branch).map(
    ([name, value]) =>
      `${indent}${JSON.stringify(name)}: ${typeof value === "string" ? value : formatted(value, depth + 1)}`,
  );
  return `{\n${members.join(",\n")}\n${"  ".repeat(depth)}}`;
}

/** The approval with one member set. A null `token` removes the member. */
export function withMember(
  text: string,
  members: readonly AnswerMember[],
  pointer: string,
  token: string | null,
): string {
  const tokens = tokensOf(text, members);
  if (token === null) tokens.delete(pointer);
  else tokens.set(pointer, token);
  const root: Branch = { is_allowed: "true" };
  for (const member of members) {
    const value = tokens.get(member.pointer);
    if (value === undefined) continue;
    const names = segmentsOf(member.pointer);
    let at = root;
    for (const name of names.slice(0, -1)) {
      const next = at[name];
      const inside: Branch = typeof next === "object" ? next : {};
      at[name] = inside;
      at = inside;
    }
    at[names.at(-1) ?? ""] = value;
  }
  return formatted(root, 0);
}

/** The text of a number in JSON syntax, without a sign or an exponent; otherwise null. */
export const numberOf = (typed: string): string | null =>
  /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(typed.trim()) ? typed.trim() : null;
