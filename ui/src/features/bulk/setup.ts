// The settings of a bulk resend as the form holds them, and the request they make. Numbers are
// texts here, as typed; a field with an invalid number shows an error.
import { urlOfText } from "@/format/url";
import type {
  BulkFaultInjection,
  BulkOrder,
  BulkPace,
  BulkRequest,
  BulkSelection,
  GenerateOnSend,
  SigningChoice,
} from "@/ipc/types";
import { NOTHING_GENERATED } from "@/lib/sending/generated";

export type Share = "duplicate" | "shuffle" | "delay" | "drop" | "break_signature" | "truncate";

export const SHARES: readonly { share: Share; text: string; about: string }[] = [
  { share: "duplicate", text: "Sent twice", about: "byte for byte" },
  { share: "shuffle", text: "Out of order", about: "after later events" },
  { share: "delay", text: "Delayed", about: "held back" },
  { share: "drop", text: "Dropped", about: "never sent" },
  { share: "break_signature", text: "Broken signature", about: "one character wrong" },
  { share: "truncate", text: "Truncated", about: "end of the body missing" },
];

export interface BulkSetup {
  to: string;
  order: BulkOrder;
  pace: "fastest" | "rate" | "received";
  rate: string;
  factor: string;
  rounds: string;
  atOnce: string;
  fresh: GenerateOnSend;
  signing: SigningChoice;
  verifyTls: boolean;
  /** Percent of all events. */
  shares: Record<Share, string>;
  seed: string;
  window: string;
  /** In milliseconds. */
  longestDelay: string;
}

export const DEFAULT_SETUP: BulkSetup = {
  to: "",
  order: "oldest",
  pace: "fastest",
  rate: "20",
  factor: "1",
  rounds: "1",
  atOnce: "8",
  fresh: NOTHING_GENERATED,
  signing: { how: "as_received" },
  verifyTls: true,
  shares: { duplicate: "0", shuffle: "0", delay: "0", drop: "0", break_signature: "0", truncate: "0" },
  seed: "1",
  window: "10",
  longestDelay: "1000",
};

/** Parses a typed number, with a point or a comma; null when it is not a number. */
function numberOf(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  if (plain === "") return null;
  const number = Number(plain);
  return Number.isFinite(number) ? number : null;
}

const whole = (text: string): number | null => {
  const number = numberOf(text);
  return number !== null && Number.isInteger(number) && number >= 0 && number < 2 ** 32 ? number : null;
};

/** The fields that can hold an invalid number. */
export type WrongField = "rate" | "factor" | "rounds" | "atOnce" | "seed" | "window" | "longestDelay" | Share;

export function wrongFields(setup: BulkSetup): ReadonlySet<WrongField> {
  const wrong = new Set<WrongField>();
  if (setup.pace === "rate" && (numberOf(setup.rate) ?? 0) <= 0) wrong.add("rate");
  if (setup.pace === "received" && (numberOf(setup.factor) ?? -1) < 0) wrong.add("factor");
  for (const field of ["rounds", "atOnce", "seed", "window", "longestDelay"] as const)
    if (whole(setup[field]) === null) wrong.add(field);
  for (const { share } of SHARES) {
    const percent = numberOf(setup.shares[share]);
    if (percent === null || percent < 0 || percent > 100) wrong.add(share);
  }
  return wrong;
}

function paceOf(setup: BulkSetup): BulkPace {
  if (setup.pace === "rate") return { per_second: numberOf(setup.rate) ?? 0 };
  if (setup.pace === "received") return { as_received: numberOf(setup.factor) ?? 0 };
  return "fastest";
}

function faultsOf(setup: BulkSetup): BulkFaultInjection {
  const share = (of: Share) => (numberOf(setup.shares[of]) ?? 0) / 100;
  return {
    seed: whole(setup.seed) ?? 0,
    duplicate: share("duplicate"),
    shuffle: share("shuffle"),
    window: whole(setup.window) ?? 0,
    delay: share("delay"),
    longest_delay_ms: whole(setup.longestDelay) ?? 0,
    drop: share("drop"),
    break_signature: share("break_signature"),
    truncate: share("truncate"),
  };
}

/** How many kinds of faults are on. */
export const activeFaults = (setup: BulkSetup): number =>
  SHARES.filter(({ share }) => (numberOf(setup.shares[share]) ?? 0) > 0).length;

/** The request; null while a field is invalid. */
export function requestOf(
  setup: BulkSetup,
  selection: BulkSelection,
  confirmed: boolean,
): BulkRequest | null {
  if (wrongFields(setup).size > 0) return null;
  return {
    selection,
    to: urlOfText(setup.to),
    order: setup.order,
    pace: paceOf(setup),
    rounds: whole(setup.rounds) ?? 0,
    at_once: whole(setup.atOnce) ?? 0,
    fresh: setup.fresh,
    signing: setup.signing,
    adversary: faultsOf(setup),
    timeout_ms: null,
    verify_tls: setup.verifyTls,
    confirmed,
  };
}
