// How an event is named and marked in rows and headings: words only, no looks. What is as it should be has no badge.
import type { EventRow, Kind, Scheme, Signature, Truncation, Vendor } from "../ipc/types";
import { sizeOf } from "./size";

export const VENDOR_NAMES: Record<Vendor, string> = {
  authgear: "Authgear",
  fastgen: "Fastgen",
  github: "GitHub",
  stripe: "Stripe",
  standard_webhooks: "Standard Webhooks",
  cloudevents: "CloudEvents",
  generic: "Other",
};

export const SCHEME_NAMES: Record<Scheme, string> = {
  authgear: "Authgear",
  standard_webhooks: "Standard Webhooks",
  github: "GitHub",
  stripe: "Stripe",
};

export const KIND_NAMES: Record<Kind, string> = {
  blocking: "blocking",
  non_blocking: "non-blocking",
  system: "system",
};

export const SIGNATURE_WORDS: Record<Signature, string> = {
  valid: "signature valid",
  invalid: "invalid signature",
  unsigned: "unsigned",
  no_secret: "signature not checked",
};

export const TRUNCATION_WORDS: Record<Truncation, string> = {
  over_limit: "cut at the body limit",
  sender_left: "the sender left before the end",
};

export interface TypeName {
  /** `identity.email.` */
  stem: string;
  /** `updated`, or `POST /stripe` for an event without a type. */
  last: string;
}

/** The name of an event, cut before its last word. */
export function typeName(row: Pick<EventRow, "type" | "method" | "path">): TypeName {
  if (row.type === null) return { stem: "", last: `${row.method} ${row.path}` };
  const cut = row.type.lastIndexOf(".") + 1;
  if (cut === 0 || cut === row.type.length) return { stem: "", last: row.type };
  return { stem: row.type.slice(0, cut), last: row.type.slice(cut) };
}

/** What a person recognises the event by, or the next best thing. */
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

/** Badges of a row, the gravest first. */
export function badgesOf(
  row: Pick<EventRow, "signature" | "status" | "truncated" | "resends" | "vendor" | "type">,
): RowBadge[] {
  const badges: RowBadge[] = [];
  if (row.signature === "invalid")
    badges.push({ text: "invalid signature", tone: "bad", title: "The signature does not fit the body." });
  if (row.status !== null && row.status >= 400)
    badges.push({ text: String(row.status), tone: "bad", title: `Answered with ${row.status}.` });
  if (row.truncated !== null)
    badges.push({ text: "cut", tone: "wait", title: `Not whole: ${TRUNCATION_WORDS[row.truncated]}.` });
  if (row.vendor !== "generic" && row.type === null)
    badges.push({ text: "no type", tone: "quiet", title: "The body names no type of event." });
  if (row.vendor === "authgear" && row.signature === "unsigned")
    badges.push({
      text: "unsigned",
      tone: "quiet",
      title: "Authgear signs its events; this one carries no signature.",
    });
  if (row.resends > 0)
    badges.push({
      text: `↗${row.resends}`,
      tone: "quiet",
      title: row.resends === 1 ? "Sent again once." : `Sent again ${row.resends} times.`,
    });
  return badges;
}

export type Family =
  | "user"
  | "identity"
  | "authentication"
  | "oidc"
  | "fastgen"
  | "github"
  | "stripe"
  | "standard"
  | "cloudevents"
  | "generic";
export type FamilyGlyph =
  | "user"
  | "identity"
  | "send"
  | "ticket"
  | "table"
  | "braces"
  | "shield"
  | "branch"
  | "card"
  | "hook"
  | "cloud";
type Look = { tint: Family; glyph: FamilyGlyph };

/** Vendors of whose types no families are known look the same in all of them. */
const VENDOR_LOOKS: Partial<Record<Vendor, Look>> = {
  github: { tint: "github", glyph: "branch" },
  stripe: { tint: "stripe", glyph: "card" },
  standard_webhooks: { tint: "standard", glyph: "hook" },
  cloudevents: { tint: "cloudevents", glyph: "cloud" },
};

/** Families of Fastgen's that are about tables: the catalog's, and the first word of a type that it does not have. */
const TABLES = ["datahub", "api"];

/** The colour and the glyph of a family; both are hints beside the words. */
export function familyLook(vendor: Vendor, family: string | null): Look {
  const ofVendor = VENDOR_LOOKS[vendor];
  if (ofVendor !== undefined) return ofVendor;
  if (vendor === "fastgen")
    return { tint: "fastgen", glyph: TABLES.includes(family ?? "") ? "table" : "user" };
  if (vendor === "generic" || family === null) return { tint: "generic", glyph: "braces" };
  switch (family) {
    case "user":
      return { tint: "user", glyph: "user" };
    case "identity":
      return { tint: "identity", glyph: "identity" };
    case "oidc":
      return { tint: "oidc", glyph: "ticket" };
    case "messaging":
    case "email":
    case "sms":
    case "whatsapp":
      return { tint: "authentication", glyph: "send" };
    case "authentication":
    case "bot_protection":
      return { tint: "authentication", glyph: "shield" };
    default:
      return { tint: "generic", glyph: "braces" };
  }
}
