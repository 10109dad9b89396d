// The draft of a request made from an event. A header keeps its link to the received header while
// its name and value are unchanged, so that its exact bytes are sent. Pure.
import { looksLikeJson } from "@/format/reindent";
import { urlOfText } from "@/format/url";
import type {
  BodyForm,
  DraftView,
  GenerateOnSend,
  HeaderDraft,
  HeaderLine,
  SendRequest,
  SigningChoice,
} from "@/ipc/types";
import { NOTHING_GENERATED } from "@/lib/sending/generated";

export interface HeaderField extends HeaderDraft {
  /** Identifies the field while it is edited and moved; never sent. */
  key: number;
  /** Index of the received header this field comes from; null for an added field. */
  source: number | null;
}

/** The source of the body: the received bytes, the editor, or a file. */
export type BodySource = "received" | "text" | "file";

/** A request that is being edited. */
export interface Draft {
  method: string;
  url: string;
  headers: HeaderField[];
  source: BodySource;
  /** The edited body; null while it equals the received body. */
  text: string | null;
  /** The path of the body file. */
  file: string;
  fresh: GenerateOnSend;
  signing: SigningChoice;
  verifyTls: boolean;
}

export function fieldsOf(lines: readonly HeaderLine[]): HeaderField[] {
  return lines.map(({ name, value }, at) => ({ key: at, name, value, original: at, on: true, source: at }));
}

const FIRST_ADDED_KEY = 1_000_000;

/** Headers from elsewhere, such as a stored draft or an import, as fields of a draft. */
export function fieldsFrom(headers: readonly HeaderDraft[]): HeaderField[] {
  return headers.map((header, at) => ({ ...header, key: FIRST_ADDED_KEY + at, source: header.original }));
}

/** The unchanged draft of an event. */
export function draftOf(view: DraftView): Draft {
  return {
    method: view.method,
    url: view.url,
    headers: fieldsOf(view.headers),
    source: view.editable ? "text" : "received",
    text: null,
    file: "",
    fresh: NOTHING_GENERATED,
    signing: { how: "as_received" },
    verifyTls: true,
  };
}

/** The draft of a request: the inverse of `requestOf`. */
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

/**
 * A field after an edit. Typing the received text again restores the link to the received header.
 */
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
    key: Math.max(key, FIRST_ADDED_KEY),
    name: "",
    value: "",
    original: null,
    on: true,
    source: null,
  };
}

/** The fields with one of them moved up or down by one position. */
export function movedField(fields: readonly HeaderField[], at: number, by: 1 | -1): HeaderField[] {
  const to = at + by;
  const field = fields[at];
  if (field === undefined || to < 0 || to >= fields.length) return [...fields];
  const rest = fields.filter((_, place) => place !== at);
  return [...rest.slice(0, to), field, ...rest.slice(to)];
}

/**
 * Whether an edited text should be JSON: the received body is, unless a new content type and the
 * start of the text say otherwise.
 */
export function expectsJson(form: BodyForm, headers: readonly HeaderField[], text: string): boolean {
  const type = headers.find(({ on, name }) => on && name.trim().toLowerCase() === "content-type");
  const declared = type === undefined || type.original !== null || /\bjson\b/i.test(type.value);
  return form === "json" && (declared || looksLikeJson(text));
}

function bodyOf({ source, text, file }: Draft): SendRequest["body"] {
  if (source === "file") return { form: "file", path: file.trim() };
  return source === "received" || text === null ? { form: "received" } : { form: "text", text };
}

/** The request of a draft. Fields without a name are empty rows and are not sent. */
export function requestOf(event: number, draft: Draft): SendRequest {
  return {
    event_id: event,
    method: draft.method.trim(),
    url: urlOfText(draft.url),
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

/** Whether two requests are equal. */
export const sameRequest = (one: SendRequest, other: SendRequest): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
