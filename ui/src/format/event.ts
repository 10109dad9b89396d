// Names, labels and badges of events in rows and headings. Text only, no styles. Normal states have
// no badge.
import type { EventRow, Kind, Signature, Truncation } from "@/ipc/types";
import { isKnownSender, unsignedNote } from "./senders";
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
  /** `identity.email.` */
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

/** The badges of a row, most severe first. */
export function badgesOf(
  row: Pick<EventRow, "signature" | "status" | "truncated" | "resends" | "vendor" | "type" | "untrusted">,
): RowBadge[] {
  const badges: RowBadge[] = [];
  if (row.signature === "invalid")
    badges.push({ text: "invalid signature", tone: "bad", title: "The signature doesn't match the body." });
  if (row.status !== null && row.status >= 400)
    badges.push({ text: String(row.status), tone: "bad", title: `Answered with ${row.status}.` });
  if (row.untrusted !== null)
    badges.push({ text: DISTRUST_NAMES[row.untrusted], tone: "wait", title: "Not forwarded and not held." });
  if (row.truncated !== null)
    badges.push({
      text: row.truncated === "damaged" ? "damaged" : "truncated",
      tone: "wait",
      title: `Incomplete: ${TRUNCATION_REASONS[row.truncated]}.`,
    });
  if (isKnownSender(row.vendor) && row.type === null)
    badges.push({ text: "no type", tone: "quiet", title: "The body has no event type." });
  const unsigned = unsignedNote(row.vendor);
  if (unsigned !== null && row.signature === "unsigned")
    badges.push({ text: "unsigned", tone: "quiet", title: unsigned });
  if (row.resends > 0)
    badges.push({
      text: `↗${row.resends}`,
      tone: "quiet",
      title: row.resends === 1 ? "Resent once." : `Resent ${row.resends} times.`,
    });
  return badges;
}
