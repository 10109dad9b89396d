// Events for the fake backend, made from the payloads of the corpus. Deterministic: the same number is the same event.
import type { EventDetail, EventRow, Finding, Scheme } from "@/ipc/types";

const PAYLOADS = import.meta.glob<string>("../../../tests/fixtures/events/*.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

const NAMES = Object.keys(PAYLOADS).sort();
const nameOf = (path: string) => (path.split("/").at(-1) ?? "").replace(/\.json$/, "");

/** Instants of the events: one every 413 ms, up to a fixed one. */
const NEWEST = Date.parse("2026-03-11T09:49:06.402Z");

interface Made {
  row: EventRow;
  text: string;
}

interface Known {
  id?: string;
  seq?: number;
  payload?: { user?: { id?: string; standard_attributes?: { email?: string } } };
  context?: { user_id?: string; app_id?: string };
  email?: string;
  userId?: string;
  name?: string;
}

export const PAYLOAD_OF = new Map(NAMES.map((path) => [nameOf(path), PAYLOADS[path] ?? "{}"]));

/** Events of the vendors of whose types little is known, by their place among 23. */
const OTHERS = new Map<number, Pick<EventRow, "vendor" | "type" | "family" | "signature">>([
  [17, { vendor: "github", type: "push", family: "push", signature: "valid" }],
  [20, { vendor: "stripe", type: "invoice.paid", family: "invoice", signature: "no_secret" }],
  [21, { vendor: "standard_webhooks", type: "contact.created", family: "contact", signature: "valid" }],
  [22, { vendor: "cloudevents", type: "com.example.sent", family: "com", signature: "unsigned" }],
]);

const SCHEMES: Record<EventRow["vendor"], Scheme | null> = {
  authgear: "authgear",
  fastgen: null,
  github: "github",
  stripe: "stripe",
  standard_webhooks: "standard_webhooks",
  cloudevents: null,
  generic: null,
};

export function makeEvent(id: number, total: number): Made {
  const at = new Date(NEWEST - (total - id) * 413)
    .toISOString()
    .replace("Z", `${String(id % 1000).padStart(3, "0")}Z`);
  const odd = id % 23;
  if (odd === 7 || odd === 15) {
    const text = odd === 7 ? '{"id":"evt_1Q7cVd","amount":12345678901234567890,"ok":true}' : "";
    return { row: generic(id, at, odd === 7 ? "/stripe" : "/health", text), text };
  }
  const other = OTHERS.get(odd);
  if (other !== undefined) {
    const text = JSON.stringify({ type: other.type, time: "2026-03-11T09:49:05.5+01:00" });
    return { row: { ...generic(id, at, "/hook", text), ...other }, text };
  }
  // The corpus in an order that puts an update of an identity at the front.
  const path =
    NAMES.at(
      (NAMES.findIndex((one) => one.includes("identity.email.updated")) + (total - id) * 7) % NAMES.length,
    ) ?? "";
  const text = PAYLOADS[path] ?? "{}";
  const name = nameOf(path);
  const body = JSON.parse(text) as Known;
  const fastgen = name.startsWith("api.") || name.startsWith("auth.");
  const family = name.split(".")[0] ?? null;
  const blocking = /\.pre_/.test(name);
  return {
    text,
    row: {
      id,
      received_at: at,
      vendor: fastgen ? "fastgen" : "authgear",
      type: fastgen ? name.replace(/\.(completed|requested)$/, "") : name,
      kind: fastgen ? "system" : blocking ? "blocking" : "non_blocking",
      family,
      event_id: body.id ?? null,
      seq: body.seq === undefined ? null : String(body.seq),
      user_id: body.context?.user_id ?? body.payload?.user?.id ?? body.userId ?? null,
      app_id: body.context?.app_id ?? null,
      subject: body.payload?.user?.standard_attributes?.email ?? body.email ?? body.name ?? null,
      method: "POST",
      path: fastgen ? "/fastgen" : "/authgear",
      status: odd === 3 ? 422 : 200,
      waiting: false,
      signature: fastgen ? "unsigned" : odd === 5 ? "invalid" : "valid",
      size: new TextEncoder().encode(text).length,
      truncated: odd === 11 ? "over_limit" : null,
      resends: id === total ? 2 : 0,
      warnings: odd === 11 ? 2 : odd === 3 ? 1 : 0,
      starred: false,
      noted: false,
      copies: 1,
    },
  };
}

function generic(id: number, at: string, path: string, text: string): EventRow {
  return {
    id,
    received_at: at,
    vendor: "generic",
    type: null,
    kind: null,
    family: null,
    event_id: null,
    seq: null,
    user_id: null,
    app_id: null,
    subject: null,
    method: text === "" ? "GET" : "POST",
    path,
    status: 200,
    waiting: false,
    signature: "unsigned",
    size: text.length,
    truncated: null,
    resends: 0,
    warnings: 0,
    starred: false,
    noted: false,
    copies: 1,
  };
}

const SENTENCES: Record<EventRow["signature"], string> = {
  valid: "The HMAC-SHA256 of the body fits the secret “Authgear”.",
  invalid:
    "No secret fits these bytes. It fits with a line feed taken from the end: something on the way added one.",
  unsigned: "The request carries no signature.",
  no_secret: "There is a signature, but no secret of its scheme to check it with.",
};

/** The members of a Fastgen payload that are kept out of sight. */
export const maskedIn = (text: string) => ["token", "link"].filter((name) => text.includes(`"${name}": "`));

const MASK = "••••••••";

export const maskedText = (text: string) => text.replace(/("(?:token|link)":\s*")[^"]*"/g, `$1${MASK}"`);

/** The same as bytes: each byte of a masked value becomes a star, so that nothing moves. */
export const maskedBytes = (text: string) =>
  text.replace(
    /("(?:token|link)":\s*")([^"]*)"/g,
    (_all, head: string, value: string) => `${head}${"*".repeat(value.length)}"`,
  );

function findingsOf(row: EventRow): Finding[] {
  if (row.truncated !== null)
    return [
      {
        severity: "warning",
        pointer: "",
        sentence: "The body was larger than the body limit; its beginning is kept.",
      },
      {
        severity: "warning",
        pointer: "",
        sentence: "Not JSON: EOF while parsing a value at line 3 column 7.",
      },
    ];
  if (row.warnings === 0) return [];
  return [
    {
      severity: "warning",
      pointer: "/context/timestamp",
      sentence: "The same event arrived before.",
      related: Math.max(1, row.id - 2),
    },
    { severity: "information", pointer: "/seq", sentence: "The sequence number goes back." },
  ];
}

export function makeDetail({ row, text }: Made): EventDetail {
  return {
    row,
    began_at: row.received_at,
    target: row.path,
    version: "HTTP/1.1",
    peer: "127.0.0.1:51734",
    headers: [
      { name: "Host", value: "127.0.0.1:4665", exact: true },
      { name: "Content-Type", value: "application/json", exact: true },
      { name: "User-Agent", value: "Go-http-client/1.1", exact: true },
      { name: "X-Authgear-Body-Signature", value: "4b0de17cba0f4f0f9a3fd3c2a91f0c5e", exact: true },
      { name: "X-Odd", value: "caf\ufffd \u202egnp.exe", exact: false },
      { name: "X-Odd", value: "again", exact: true },
    ],
    envelope: {
      client_id: null,
      triggered_by: row.vendor === "authgear" ? "user" : null,
      timestamp: row.vendor === "cloudevents" ? "2026-03-11T10:49:05.5+01:00" : "1773222545",
      ip: row.vendor === "authgear" ? "192.0.2.55" : null,
      variant: null,
      note: null,
    },
    description:
      row.type === "identity.email.updated"
        ? "An email address was replaced. Authgear sent this after the change was saved; the answer is ignored."
        : null,
    delivery_note:
      row.family === "authentication" ? "Only hooks that subscribe to everything get this type." : null,
    signature: {
      verdict: row.signature,
      scheme: row.signature === "unsigned" ? null : SCHEMES[row.vendor],
      secret: row.signature === "valid" ? "Authgear" : null,
      sentence: SENTENCES[row.signature],
    },
    masked: maskedIn(text).map((name) => `/${name}`),
    lifetime:
      maskedIn(text).length === 0
        ? null
        : {
            members: maskedIn(text),
            expires_at: new Date(Date.parse(row.received_at) + 3_600_000).toISOString(),
            seconds: 3600,
          },
    body: {
      size: row.size,
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      form: text === "" ? "empty" : "json",
      utf8_error_at: null,
      byte_order_mark: false,
      decoded_from: null,
      decoded_size: row.size,
      json_error: null,
      duplicate_key: null,
      decoding_error: null,
    },
    findings: findingsOf(row),
    answer: {
      state: "answered",
      status: row.status ?? 200,
      decided_by: "default",
      reason: "Blocking events are allowed, all others are acknowledged.",
      rule: null,
      after_us: null,
      note: null,
      headers: [{ name: "content-type", value: "application/json", exact: true }],
      body: row.kind === "blocking" ? '{"is_allowed":true}' : "",
    },
    comparable:
      row.type?.endsWith(".updated") === true && row.vendor === "authgear" && row.family === "identity",
    note: null,
  };
}
