// The members of a body that are changed most often, found where each sender puts them, and edited in place: only their
// own characters change. A member that has the same value in several places changes in all of them. Pure.
import { type Span, spansOf, unquoted } from "@/format/json-spans";
import type { Edit } from "@/format/reindent";

export type MemberName = "type" | "user" | "email" | "seq" | "timestamp";

/** Where a member can stand, the likeliest first. */
const PLACES: Record<MemberName, readonly string[]> = {
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

const NAMES = Object.keys(PLACES) as MemberName[];
const EVERY_PLACE = NAMES.flatMap((name) => PLACES[name]);

export interface Member {
  name: MemberName;
  /** The first place it was found at. */
  pointer: string;
  /** What it says: the text of a string, the digits of a number. */
  value: string;
  /** As it stands in the body. */
  token: string;
  spans: Span[];
}

/** The members a body has. One that is an object or a list is none. */
export function membersOf(text: string): Member[] {
  const found = spansOf(text, EVERY_PLACE);
  const members: Member[] = [];
  for (const name of NAMES) {
    let member: Member | null = null;
    for (const pointer of PLACES[name]) {
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
const WORD = /^(?:true|false|null)$/;

/** What is written in place of a token so that it says something else; null when its kind of value cannot say that. */
export function tokenFor(before: string, typed: string): string | null {
  if (before.startsWith('"')) return JSON.stringify(typed);
  if (NUMBER.test(before)) return NUMBER.test(typed.trim()) ? typed.trim() : null;
  return NUMBER.test(typed.trim()) || WORD.test(typed.trim()) ? typed.trim() : JSON.stringify(typed);
}

/** The edits that make a member say something else; null when it cannot. */
export function memberEdits(member: Member, typed: string): Edit[] | null {
  const insert = tokenFor(member.token, typed);
  if (insert === null) return null;
  return member.spans
    .map(({ from, to }) => ({ from, to, insert }))
    .sort((one, other) => one.from - other.from);
}
