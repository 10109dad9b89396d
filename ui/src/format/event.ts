// Names, labels and badges of events in rows and headings. Text only, no styles. Normal states have
// no badge.
import type { EventRow, Kind, Scheme, Signature, Truncation } from "@/ipc/types";
import { iconPrefix, isKnownSender, unsignedNote } from "./senders";
import { sizeOf } from "./size";

export const KIND_NAMES: Record<Kind, string> = {
  blocking: "blocking",
  non_blocking: "non-blocking",
  system: "system",
};

export const SIGNATURE_LABELS: Record<Signature, string> = {
  valid: "signature valid",
  invalid: "invalid signature",
  unsigned: "unsigned",
  no_secret: "signature not checked",
};

export const TRUNCATION_REASONS: Record<Truncation, string> = {
  over_limit: "it exceeds the body size limit",
  sender_left: "the sender disconnected early",
  damaged: "part of the stored event cannot be read",
};

export interface TypeName {
  /** The start of the type, if the icon beside it says the same: `identity.` */
  said?: string;
  /** `identity.email.`, or `email.` after an icon that says `identity.` */
  stem: string;
  /** `updated`, or `POST /stripe` for an event without a type. */
  last: string;
}

/** The name of an event, split before its last word. */
export function typeName(row: Pick<EventRow, "type" | "method" | "path">): TypeName {
  if (row.type === null) return { stem: "", last: `${row.method} ${row.path}` };
  const cut = row.type.lastIndexOf(".") + 1;
  if (cut === 0 || cut === row.type.length) return { stem: "", last: row.type };
  return { stem: row.type.slice(0, cut), last: row.type.slice(cut) };
}

/** The name of an event beside the icon of its family. */
export function typeNameByIcon(row: Pick<EventRow, "type" | "method" | "path" | "vendor">): TypeName {
  const { stem, last } = typeName(row);
  const said = iconPrefix(row.vendor, stem);
  return { said, stem: stem.slice(said.length), last };
}

/** The longest end of a word that stays visible when the word is cut. */
const MAX_TAIL = 14;
/** A place inside a word where a part of it starts: `deletion|_unscheduled`, `email|Requested`. */
const PART = /(?=[_\-/.:\s])|(?<=\p{Ll})(?=\p{Lu})/gu;
const CHARACTERS = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The end of a word that stays visible when the word is cut: its last parts, or last characters. */
export function tailOf(word: string): string {
  if (word.length <= MAX_TAIL) return word;
  const first = word.length - MAX_TAIL;
  for (const { index } of word.matchAll(PART)) if (index >= first) return word.slice(index);
  for (const { index } of CHARACTERS.segment(word)) if (index >= first) return word.slice(index);
  return word;
}

/**
 * The text that identifies an event for the user: its subject, else the start of the user id, else
 * the size.
 */
export function subjectOf(row: Pick<EventRow, "subject" | "user_id" | "size">): string {
  if (row.subject !== null && row.subject !== "") return row.subject;
  if (row.user_id !== null && row.user_id !== "") return row.user_id.slice(0, 8);
  return row.size === 0 ? "empty body" : sizeOf(row.size);
}

export interface RowBadge {
  text: string;
  tone: "quiet" | "bad" | "wait";
  title: string;
}

/** Why an event is not trusted. */
export const DISTRUST_NAMES: Record<NonNullable<EventRow["untrusted"]>, string> = {
  web_page: "from a web page",
  unknown_host: "unknown host",
  sample: "Sample",
};

/** The badges of a row, most severe first. `schemes` are those of the signing secrets. */
export function badgesOf(
  row: Pick<EventRow, "signature" | "status" | "truncated" | "vendor" | "type" | "untrusted">,
  schemes: ReadonlySet<Scheme>,
): RowBadge[] {
  const badges: RowBadge[] = [];
  if (row.signature === "invalid")
    badges.push({
      text: "invalid signature",
      tone: "bad",
      title: "The signature doesn't match the body.",
    });
  if (row.status !== null && row.status >= 400)
    badges.push({
      text: String(row.status),
      tone: "bad",
      title: `Answered with ${row.status}.`,
    });
  if (row.untrusted !== null)
    badges.push({
      text: DISTRUST_NAMES[row.untrusted],
      tone: "wait",
      title: "Not forwarded and not held.",
    });
  if (row.truncated !== null)
    badges.push({
      text: row.truncated === "damaged" ? "damaged" : "truncated",
      tone: "wait",
      title: `Incomplete: ${TRUNCATION_REASONS[row.truncated]}.`,
    });
  if (isKnownSender(row.vendor) && row.type === null)
    badges.push({ text: "no type", tone: "quiet", title: "The body has no event type." });
  const unsigned = unsignedNote(row.vendor, schemes);
  if (unsigned !== null && row.signature === "unsigned")
    badges.push({ text: "unsigned", tone: "quiet", title: unsigned });
  return badges;
}
