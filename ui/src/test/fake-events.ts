// Makes events for the fake backend from the payloads of the corpus. Deterministic: an id always
// yields the same event.
import { EVENTS } from "@/ipc/bindings/fixtures/events";
import type { EventDetail, EventRow, Finding } from "@/ipc/types";

const PAYLOADS = import.meta.glob<string>("../../../tests/fixtures/events/*.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

const NAMES = Object.keys(PAYLOADS).sort();
const nameOf = (path: string) => (path.split("/").at(-1) ?? "").replace(/\.json$/, "");

/** The time of the newest event. The events are 413 ms apart. */
const NEWEST = Date.parse("2026-03-11T09:49:06.402Z");

interface FakeEvent {
  row: EventRow;
  text: string;
  /** The fixture that the event is based on. */
  like: EventDetail;
}

/** An event that the real backend made from a recorded request. */
function fixture(name: string): EventDetail {
  const detail = EVENTS[name];
  if (detail === undefined) throw new Error(`ui/src/ipc/bindings/fixtures/events.ts has no ${name}`);
  return detail;
}

export const PAYLOAD_OF = new Map(NAMES.map((path) => [nameOf(path), PAYLOADS[path] ?? "{}"]));

/**
 * Requests of senders without a catalog of types, by their position in each series of 23 events.
 */
const OTHERS = new Map<number, { name: string; text: string; signature?: EventRow["signature"] }>([
  [7, { name: "generic.json", text: '{"id":"evt_1Q7cVd","amount":12345678901234567890,"ok":true}' }],
  [15, { name: "generic.get", text: "" }],
  [17, { name: "github.push", text: '{"ref":"refs/heads/main"}', signature: "valid" }],
  [20, { name: "stripe.invoice", text: '{"id":"evt_1","object":"event","type":"invoice.paid"}' }],
  [
    21,
    {
      name: "standard_webhooks.contact",
      text: '{"type":"contact.created","timestamp":"2026-03-11T09:49:05Z"}',
      signature: "valid",
    },
  ],
  [
    22,
    {
      name: "cloudevents.sent",
      text: '{"specversion":"1.0","id":"1","source":"/mail","type":"com.example.sent"}',
    },
  ],
]);

/** The default time between two events in milliseconds. */
const INTERVAL = 413;

export function makeEvent(id: number, total: number, interval = INTERVAL): FakeEvent {
  const received_at = new Date(NEWEST - (total - id) * interval)
    .toISOString()
    .replace("Z", `${String(id % 1000).padStart(3, "0")}Z`);
  const position = id % 23;
  const other = OTHERS.get(position);
  const own = { id, received_at, resends: 0, warnings: 0 };
  if (other !== undefined) {
    const like = fixture(other.name);
    return {
      text: other.text,
      like,
      row: { ...like.row, ...own, signature: other.signature ?? like.row.signature },
    };
  }
  // The newest event is an update of an identity.
  const first = NAMES.findIndex((one) => one.includes("identity.email.updated"));
  const path = NAMES.at((first + (total - id) * 7) % NAMES.length) ?? "";
  const like = fixture(nameOf(path));
  return {
    text: PAYLOADS[path] ?? "{}",
    like,
    row: {
      ...like.row,
      ...own,
      status: position === 3 ? 422 : 200,
      signature: position === 5 && like.row.signature === "valid" ? "invalid" : like.row.signature,
      truncated: position === 11 ? "over_limit" : null,
      resends: id === total ? 2 : 0,
      warnings: position === 11 ? 2 : position === 3 ? 1 : 0,
    },
  };
}

/** The members of a Fastgen payload that are masked. */
export const maskedIn = (text: string) => ["token", "link"].filter((name) => text.includes(`"${name}": "`));

const MASK = "••••••••";

export const maskedText = (text: string) => text.replace(/("(?:token|link)":\s*")[^"]*"/g, `$1${MASK}"`);

/** Replaces each byte of a masked value with a star, so that all offsets stay the same. */
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
        sentence: "The body exceeded the body size limit; Hookglass stored its beginning.",
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
      sentence: "Duplicate of an earlier event.",
      related: Math.max(1, row.id - 2),
    },
    { severity: "information", pointer: "/seq", sentence: "The sequence number decreased." },
  ];
}

const INVALID =
  "No signing secret matches these bytes. One matches if the trailing line feed is removed: a proxy may have added it.";

/** A header of events with masked members. */
const AUTHORIZATION = { name: "Authorization", value: `Bearer ${MASK}`, exact: false };

/** An event with its secrets. */
export const revealedDetail = (detail: EventDetail): EventDetail => ({
  ...detail,
  headers: detail.headers.map((line) =>
    line.name === AUTHORIZATION.name ? { ...line, value: "Bearer open-sesame", exact: true } : line,
  ),
});

/** The full event: its fixture, with the changes that its row implies. */
export function makeDetail({ row, like, text }: FakeEvent): EventDetail {
  const { signature, lifetime } = like;
  return {
    ...like,
    row,
    headers: maskedIn(text).length > 0 ? [...like.headers, AUTHORIZATION] : like.headers,
    masked_head: maskedIn(text).length > 0 ? [AUTHORIZATION.name] : [],
    began_at: row.received_at,
    signature:
      row.signature === like.row.signature
        ? signature
        : {
            ...signature,
            verdict: row.signature,
            sentence: row.signature === "invalid" ? INVALID : signature.sentence,
          },
    lifetime:
      lifetime === null
        ? null
        : {
            ...lifetime,
            expires_at: new Date(Date.parse(row.received_at) + lifetime.seconds * 1000).toISOString(),
          },
    findings: findingsOf(row),
    // The fake backend has only the comparison of an identity.
    comparable: like.comparable && row.family === "identity" && row.type?.endsWith(".updated") === true,
    answer: like.answer === null ? null : { ...like.answer, status: row.status ?? 200 },
  };
}
