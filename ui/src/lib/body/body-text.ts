// Fetches the text of a body in parts. Each part ends at a character boundary, where the next part
// starts.
import { bodyText } from "@/ipc/bindings/commands";
import { MAX_BODY_PART_BYTES } from "@/ipc/bindings/limits";

/** The whole text. Values stay masked unless `reveal` is set. */
export async function readWholeText(id: number, reveal: boolean): Promise<string> {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const part = await bodyText({ id, start: at, len: MAX_BODY_PART_BYTES, reveal });
    parts.push(part.text);
    if (part.end >= part.total || part.end <= at) return parts.join("");
    at = part.end;
  }
}

/**
 * The maximum size of a text that is rendered as text. The hex view, which renders only visible
 * bytes, has no limit.
 */
export const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/** Bytes that are loaded at first and with each further step. */
export const STEP = 256 * 1024;
