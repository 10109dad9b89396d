// Facts about senders and signature schemes, one row each. To add a sender or a scheme, add a row
// here. Other modules get these facts only from the functions below.
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
type Look = {
  tint: Family;
  glyph: FamilyGlyph;
  /** Set if only this family has the glyph, so that names beside it leave the family out. */
  saysFamily?: true;
};

interface SenderFacts {
  name: string;
  /** Color and glyph for the family of a type. */
  look: (family: string | null) => Look;
  /** The sender waits for the answer to a blocking event and reads its body. */
  hasBlockingEvents?: true;
  /** Set if the sender signs every event: its scheme, and the explanation of an unsigned event. */
  signs?: { scheme: Scheme; unsignedNote: string };
  /** Its events have an id, a sequence number and a time that can be generated on send. */
  canGenerateOnSend?: true;
  /** No facts are known about the sender. */
  isUnknown?: true;
}

const PLAIN: Look = { tint: "generic", glyph: "braces" };

const AUTHGEAR_LOOKS: Record<string, Look> = {
  user: { tint: "user", glyph: "user", saysFamily: true },
  identity: { tint: "identity", glyph: "identity", saysFamily: true },
  oidc: { tint: "oidc", glyph: "ticket", saysFamily: true },
  messaging: { tint: "authentication", glyph: "send" },
  email: { tint: "authentication", glyph: "send" },
  sms: { tint: "authentication", glyph: "send" },
  whatsapp: { tint: "authentication", glyph: "send" },
  authentication: { tint: "authentication", glyph: "shield", saysFamily: true },
  bot_protection: { tint: "authentication", glyph: "shield" },
};

/**
 * Fastgen's families about tables: the one in the catalog, and the first word of types outside the
 * catalog.
 */
const FASTGEN_TABLES = ["datahub", "api"];

const SENDERS: Record<Vendor, SenderFacts> = {
  authgear: {
    name: "Authgear",
    look: (family) =>
      (family !== null && Object.hasOwn(AUTHGEAR_LOOKS, family) ? AUTHGEAR_LOOKS[family] : null) ?? PLAIN,
    hasBlockingEvents: true,
    signs: {
      scheme: "authgear",
      unsignedNote: "Authgear signs its events, but this event has no signature.",
    },
    canGenerateOnSend: true,
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

/** The sender that is assumed while the actual sender is unknown. */
export const MAIN_SENDER: Vendor = "authgear";

export const VENDOR_NAMES = Object.fromEntries(
  Object.entries(SENDERS).map(([vendor, { name }]) => [vendor, name]),
) as Record<Vendor, string>;

/**
 * The color and the glyph of a family. They only support the label, which has the same information.
 */
export const familyLook = (vendor: Vendor, family: string | null): Look => SENDERS[vendor].look(family);

/** The start of a type, such as `identity.`, that the glyph of its family already says; often empty. */
export function iconPrefix(vendor: Vendor, type: string): string {
  const family = type.slice(0, type.indexOf(".") + 1);
  return familyLook(vendor, family.slice(0, -1)).saysFamily === true ? family : "";
}

/** Whether the sender of the event waits for the answer and reads its body. */
export const isBlocking = ({ vendor, kind }: { vendor: Vendor; kind: Kind | null }): boolean =>
  SENDERS[vendor].hasBlockingEvents === true && kind === "blocking";

/**
 * The explanation of a missing signature. Null if the sender does not sign every event, or if no
 * secret has its scheme: then no signature is expected.
 */
export function unsignedNote(vendor: Vendor, schemes: ReadonlySet<Scheme>): string | null {
  const { signs } = SENDERS[vendor];
  return signs !== undefined && schemes.has(signs.scheme) ? signs.unsignedNote : null;
}

/** Whether the id, the sequence number and the time of an event can be generated on send. */
export const canBeFresh = ({ vendor }: Pick<EventRow, "vendor">): boolean =>
  SENDERS[vendor].canGenerateOnSend === true;

/** Whether the sender of an event is a known one. */
export const isKnownSender = (vendor: Vendor): boolean => SENDERS[vendor].isUnknown !== true;

interface SchemeFacts {
  name: string;
  /** The headers that contain its signature, in lower case. */
  headers: readonly string[];
  /** Placeholder that shows the form of a secret. */
  secret: string;
}

export const SCHEMES: Record<Scheme, SchemeFacts> = {
  authgear: { name: "Authgear", headers: ["x-authgear-body-signature"], secret: "Webhook signing key" },
  // Svix uses older names for the headers of the specification.
  standard_webhooks: {
    name: "Standard Webhooks",
    headers: ["webhook-signature", "svix-signature"],
    secret: "whsec_…",
  },
  github: { name: "GitHub", headers: ["x-hub-signature-256"], secret: "Webhook secret" },
  stripe: { name: "Stripe", headers: ["stripe-signature"], secret: "whsec_…" },
};

/** The default scheme of a new secret. */
export const MAIN_SCHEME: Scheme = "authgear";

/** Whether a header contains a signature of the scheme. */
export const isSignature = (scheme: Scheme | null, header: string): boolean =>
  scheme !== null && SCHEMES[scheme].headers.includes(header.toLowerCase());
