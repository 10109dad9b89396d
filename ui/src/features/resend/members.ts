// Common members of a body, found where each sender puts them and edited in place: only their own
// characters change. A member with the same value in several places changes in all of them. Pure.
import { type Span, spansOf, unquoted } from "@/format/json-spans";
import type { Edit } from "@/format/reindent";

export type MemberName = "type" | "user" | "email" | "seq" | "timestamp";

/** Where each member can be, the most likely place first. */
const POINTERS: Record<MemberName, readonly string[]> = {
  type: ["/type", "/event_type", "/event"],
  user: [
    "/payload/user/id",
    "/context/user_id",
    "/payload/identity/user_id",
    "/payload/new_identity/user_id",
    "/payload/old_identity/user_id",
    "/userId",
    "/user_id",
    "/user/id",
  ],
  email: [
    "/payload/user/standard_attributes/email",
    "/payload/identity/claims/email",
    "/payload/new_identity/claims/email",
    "/email",
    "/user/email",
    "/data/email",
  ],
  seq: ["/seq"],
  timestamp: ["/context/timestamp", "/timestamp", "/time", "/created", "/created_at"],
};

export const MEMBER_LABELS: Record<MemberName, string> = {
  type: "Type",
  user: "User id",
  email: "Email",
  seq: "Seq",
  timestamp: "Timestamp",
};

const NAMES = Object.keys(POINTERS) as MemberName[];
const ALL_POINTERS = NAMES.flatMap((name) => POINTERS[name]);

export interface Member {
  name: MemberName;
  /** The first place where it was found. */
  pointer: string;
  /** Its value: the text of a string, the digits of a number. */
  value: string;
  /** Its JSON text in the body. */
  token: string;
  spans: Span[];
}

/** The common members of a body. Objects and arrays are skipped. */
export function membersOf(text: string): Member[] {
  const found = spansOf(text, ALL_POINTERS);
  const members: Member[] = [];
  for (const name of NAMES) {
    let member: Member | null = null;
    for (const pointer of POINTERS[name]) {
      const span = found.get(pointer);
      if (span === undefined) continue;
      const token = text.slice(span.from, span.to);
      if (/^[{[]/.test(token)) continue;
      if (member === null) member = { name, pointer, value: unquoted(token), token, spans: [span] };
      else if (member.token === token) member.spans.push(span);
    }
    if (member !== null) members.push(member);
  }
  return members;
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LITERAL = /^(?:true|false|null)$/;

/**
 * The token for a new value, of the same JSON type as before; null when the type cannot hold the
 * value.
 */
export function tokenFor(before: string, typed: string): string | null {
  if (before.startsWith('"')) return JSON.stringify(typed);
  if (NUMBER.test(before)) return NUMBER.test(typed.trim()) ? typed.trim() : null;
  return NUMBER.test(typed.trim()) || LITERAL.test(typed.trim()) ? typed.trim() : JSON.stringify(typed);
}

/** The edits that give a member a new value; null when it cannot hold the value. */
export function memberEdits(member: Member, typed: string): Edit[] | null {
  const insert = tokenFor(member.token, typed);
  if (insert === null) return null;
  return member.spans
    .map(({ from, to }) => ({ from, to, insert }))
    .sort((one, other) => one.from - other.from);
}
