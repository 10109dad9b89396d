// Fetches the text of a body in parts. A part ends between two characters; the next one starts where it ended.
import { bodyText } from "@/ipc/bindings/commands";
import { MAX_BODY_PART_BYTES } from "@/ipc/bindings/limits";

/** The whole text, in as many parts as it takes. Masked values stay masked unless `reveal` is set. */
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

/** A longer text is not laid out; its bytes are shown instead, of which only those in view are rendered. */
export const MOST_LOADED = 16 * 1024 * 1024;

/** How much of a text is shown at first, and how much more with each step. */
export const STEP = 256 * 1024;
