// The headers of a draft as a person edits them, and the request that is made of them. A header keeps its link to the
// received one while name and value are as received, so that its exact bytes go out. Pure.
import type { HeaderDraft, HeaderLine, SendRequest } from "../../ipc/types";

export interface HeaderField extends HeaderDraft {
  /** Tells fields apart while they are edited and moved; never sent. */
  key: number;
  /** Position in the received headers this field came from; null for one that was added. */
  source: number | null;
}

/** What a person has made of an event so far. */
export interface Draft {
  method: string;
  url: string;
  headers: HeaderField[];
  /** The edited body; null while it is as received. */
  text: string | null;
}

export function fieldsOf(lines: readonly HeaderLine[]): HeaderField[] {
  return lines.map(({ name, value }, at) => ({ key: at, name, value, original: at, on: true, source: at }));
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
  return { key: Math.max(key, 1_000_000), name: "", value: "", original: null, on: true, source: null };
}

/** Fields without a name are not sent: they are lines a person has not filled in. */
export function requestOf(event: number, draft: Draft): SendRequest {
  return {
    event_id: event,
    method: draft.method.trim(),
    url: draft.url.trim(),
    headers: draft.headers
      .filter((field) => field.name.trim() !== "")
      .map(({ name, value, original, on }) => ({ name, value, original, on })),
    body: draft.text === null ? { form: "received" } : { form: "text", text: draft.text },
    fresh: { id: false, seq: false, timestamp: false },
    signing: { how: "as_received" },
    verify_tls: true,
    confirmed: false,
  };
}
