// What the window knows about senders and signature schemes: one row each. Adding a sender or a scheme adds a row here;
// everything else asks.
import type { EventRow, Kind, Scheme, Vendor } from "@/ipc/types";

type Family =
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
type FamilyGlyph =
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

interface SenderFacts {
  name: string;
  /** Its color and glyph, by the family of a type. */
  look: (family: string | null) => Look;
  /** It waits for the answer to blocking events and reads the body. */
  hasBlockingEvents?: true;
  /** Set when it signs every event: what to say about one without a signature. */
  unsignedNote?: string;
  /** Its events have an id, a sequence number and a time that can be made new. */
  canBeFresh?: true;
  /** Nothing is known about it. */
  isUnknown?: true;
}

const PLAIN: Look = { tint: "generic", glyph: "braces" };

const AUTHGEAR_LOOKS: Record<string, Look> = {
  user: { tint: "user", glyph: "user" },
  identity: { tint: "identity", glyph: "identity" },
  oidc: { tint: "oidc", glyph: "ticket" },
  messaging: { tint: "authentication", glyph: "send" },
  email: { tint: "authentication", glyph: "send" },
  sms: { tint: "authentication", glyph: "send" },
  whatsapp: { tint: "authentication", glyph: "send" },
  authentication: { tint: "authentication", glyph: "shield" },
  bot_protection: { tint: "authentication", glyph: "shield" },
};

/** Fastgen's families about tables: the catalog's, and the first word of a type that the catalog does not have. */
const FASTGEN_TABLES = ["datahub", "api"];

const SENDERS: Record<Vendor, SenderFacts> = {
  authgear: {
    name: "Authgear",
    look: (family) =>
      (family !== null && Object.hasOwn(AUTHGEAR_LOOKS, family) ? AUTHGEAR_LOOKS[family] : null) ?? PLAIN,
    hasBlockingEvents: true,
    unsignedNote: "Authgear signs its events; this one carries no signature.",
    canBeFresh: true,
  },
  fastgen: {
    name: "Fastgen",
    look: (family) => ({ tint: "fastgen", glyph: FASTGEN_TABLES.includes(family ?? "") ? "table" : "user" }),
  },
  github: { name: "GitHub", look: () => ({ tint: "github", glyph: "branch" }) },
  stripe: { name: "Stripe", look: () => ({ tint: "stripe", glyph: "card" }) },
  standard_webhooks: { name: "Standard Webhooks", look: () => ({ tint: "standard", glyph: "hook" }) },
  cloudevents: { name: "CloudEvents", look: () => ({ tint: "cloudevents", glyph: "cloud" }) },
  generic: { name: "Other", look: () => PLAIN, isUnknown: true },
};

/** The sender that is assumed until it is known. */
export const MAIN_SENDER: Vendor = "authgear";

export const VENDOR_NAMES = Object.fromEntries(
  Object.entries(SENDERS).map(([vendor, { name }]) => [vendor, name]),
) as Record<Vendor, string>;

/** The color and the glyph of a family. Both are hints beside the words. */
export const familyLook = (vendor: Vendor, family: string | null): Look => SENDERS[vendor].look(family);

/** Its sender waits for the answer and reads the body. */
export const isBlocking = ({ vendor, kind }: { vendor: Vendor; kind: Kind | null }): boolean =>
  SENDERS[vendor].hasBlockingEvents === true && kind === "blocking";

/** What to say about a missing signature; null if the sender need not sign. */
export const unsignedNote = (vendor: Vendor): string | null => SENDERS[vendor].unsignedNote ?? null;

/** Whether id, sequence number and time of an event can be made new. */
export const canBeFresh = ({ vendor }: Pick<EventRow, "vendor">): boolean =>
  SENDERS[vendor].canBeFresh === true;

/** Whether anything is known about the sender's events. */
export const isKnownSender = (vendor: Vendor): boolean => SENDERS[vendor].isUnknown !== true;

interface SchemeFacts {
  name: string;
  /** The headers that carry its signature, in lower case. */
  headers: readonly string[];
  /** What a secret looks like. */
  secret: string;
}

export const SCHEMES: Record<Scheme, SchemeFacts> = {
  authgear: { name: "Authgear", headers: ["x-authgear-body-signature"], secret: "Webhook signing key" },
  // Svix's headers are those of the specification under older names.
  standard_webhooks: {
    name: "Standard Webhooks",
    headers: ["webhook-signature", "svix-signature"],
    secret: "whsec_…",
  },
  github: { name: "GitHub", headers: ["x-hub-signature-256"], secret: "Secret of the webhook" },
  stripe: { name: "Stripe", headers: ["stripe-signature"], secret: "whsec_…" },
};

/** The scheme of a new secret. */
export const MAIN_SCHEME: Scheme = "authgear";

/** Whether a header carries a signature of the scheme. */
export const isSignature = (scheme: Scheme | null, header: string): boolean =>
  scheme !== null && SCHEMES[scheme].headers.includes(header.toLowerCase());
