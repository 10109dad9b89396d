// The draft of a request made from an event. A header keeps its link to the received one while its name and value are as
// received, so that its exact bytes go out. Pure.
import type { DraftView, FreshDraft, HeaderDraft, HeaderLine, SendRequest, SigningChoice } from "@/ipc/types";

export interface HeaderField extends HeaderDraft {
  /** Tells fields apart while they are edited and moved; never sent. */
  key: number;
  /** Position in the received headers this field came from; null for one that was added. */
  source: number | null;
}

/** Where the body comes from: what was received, the editor, or a file. */
export type BodySource = "received" | "text" | "file";

/** A request as it is edited so far. */
export interface Draft {
  method: string;
  url: string;
  headers: HeaderField[];
  source: BodySource;
  /** The edited body; null while it is as received. */
  text: string | null;
  /** Where the file of the body is. */
  file: string;
  fresh: FreshDraft;
  signing: SigningChoice;
  verifyTls: boolean;
}

const NOTHING_FRESH: FreshDraft = { id: false, seq: false, timestamp: false };

export function fieldsOf(lines: readonly HeaderLine[]): HeaderField[] {
  return lines.map(({ name, value }, at) => ({ key: at, name, value, original: at, on: true, source: at }));
}

const FIRST_ADDED = 1_000_000;

/** Headers that were written elsewhere, as fields of a draft. */
export function fieldsFrom(headers: readonly HeaderDraft[]): HeaderField[] {
  return headers.map((header, at) => ({ ...header, key: FIRST_ADDED + at, source: header.original }));
}

/** The draft of an event, without any change. */
export function draftOf(view: DraftView): Draft {
  return {
    method: view.method,
    url: view.url,
    headers: fieldsOf(view.headers),
    source: view.editable ? "text" : "received",
    text: null,
    file: "",
    fresh: NOTHING_FRESH,
    signing: { how: "as_received" },
    verifyTls: true,
  };
}

/** The draft that leads to a request. */
export function draftFrom(request: SendRequest, view: DraftView): Draft {
  const { body } = request;
  const untouched = view.editable ? "text" : "received";
  return {
    method: request.method,
    url: request.url,
    headers: fieldsFrom(request.headers),
    source: body.form === "received" ? untouched : body.form,
    text: body.form === "text" ? body.text : null,
    file: body.form === "file" ? body.path : "",
    fresh: request.fresh,
    signing: request.signing,
    verifyTls: request.verify_tls,
  };
}

/** A field after an edit. Typing the received text again restores the link: it is untouched then. */
export function editedField(
  field: HeaderField,
  change: { name?: string; value?: string },
  lines: readonly HeaderLine[],
): HeaderField {
  const next = { ...field, ...change };
  const line = field.source === null ? undefined : lines[field.source];
  const same = line !== undefined && line.name === next.name && line.value === next.value;
  return { ...next, original: same ? field.source : null };
}

export function addedField(fields: readonly HeaderField[]): HeaderField {
  const key = fields.reduce((most, field) => Math.max(most, field.key), -1) + 1;
  return {
    key: Math.max(key, FIRST_ADDED),
    name: "",
    value: "",
    original: null,
    on: true,
    source: null,
  };
}

/** The fields with one of them a place further up or down. */
export function movedField(fields: readonly HeaderField[], at: number, by: 1 | -1): HeaderField[] {
  const to = at + by;
  const field = fields[at];
  if (field === undefined || to < 0 || to >= fields.length) return [...fields];
  const rest = fields.filter((_, place) => place !== at);
  return [...rest.slice(0, to), field, ...rest.slice(to)];
}

function bodyOf({ source, text, file }: Draft): SendRequest["body"] {
  if (source === "file") return { form: "file", path: file.trim() };
  return source === "received" || text === null ? { form: "received" } : { form: "text", text };
}

/** Fields without a name are not sent: nothing was filled in. */
export function requestOf(event: number, draft: Draft): SendRequest {
  return {
    event_id: event,
    method: draft.method.trim(),
    url: draft.url.trim(),
    headers: draft.headers
      .filter((field) => field.name.trim() !== "")
      .map(({ name, value, original, on }) => ({ name, value, original, on })),
    body: bodyOf(draft),
    fresh: draft.fresh,
    signing: draft.signing,
    verify_tls: draft.verifyTls,
    confirmed: false,
  };
}

/** Whether two requests would be edited alike. */
export const sameRequest = (one: SendRequest, other: SendRequest): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
