// The members of an answer that constrain a sign-in, read from its text and put into it. The text stays the answer: a number
// keeps its digits, and what the type does not take and a person has written is left where it is until a field is used. Pure.
import { spansOf, unquoted } from "@/format/json-spans";
import { segmentsOf } from "@/format/pointer";
import type { AnswerMember } from "@/ipc/types";

/** Members that have a field of their own. */
export const fieldsOf = (members: readonly AnswerMember[]) =>
  members.filter(({ json_type }) => json_type !== "object");

/** What stands at each place, as it is written; absent where nothing does. */
export function tokensOf(text: string, members: readonly AnswerMember[]): Map<string, string> {
  const spans = spansOf(
    text,
    members.map(({ pointer }) => pointer),
  );
  return new Map([...spans].map(([pointer, { from, to }]) => [pointer, text.slice(from, to)]));
}

/** The words of an array as it is written. */
export const wordsOf = (token: string | undefined): string[] =>
  (token?.match(/"(?:[^"\\]|\\.)*"/g) ?? []).map(unquoted);

interface Branch {
  [name: string]: Branch | string;
}

function written(branch: Branch, depth: number): string {
  const inset = "  ".repeat(depth + 1);
  const members = Object.entries(branch).map(
    ([name, value]) =>
      `${inset}${JSON.stringify(name)}: ${typeof value === "string" ? value : written(value, depth + 1)}`,
  );
  return `{\n${members.join(",\n")}\n${"  ".repeat(depth)}}`;
}

/** An approval with a member set, or taken out with null; the other members as they are. */
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
  return written(root, 0);
}

/** A number as JSON writes it, or null. */
export const numberOf = (typed: string): string | null =>
  /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(typed.trim()) ? typed.trim() : null;
