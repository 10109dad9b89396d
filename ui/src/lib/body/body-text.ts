// Fetches the text of a body in parts. A part ends between two characters; the next one starts where it ended.
import { BODY_PART_MAX, bodyText } from "@/ipc/commands";

/** The whole text, however many parts it takes; values that are masked stay so unless they are to be revealed. */
export async function readWholeText(id: number, reveal: boolean): Promise<string> {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const part = await bodyText(id, at, BODY_PART_MAX, reveal);
    parts.push(part.text);
    if (part.end >= part.total || part.end <= at) return parts.join("");
    at = part.end;
  }
}

/** A text longer than this is not laid out: it is shown as bytes, of which only those are drawn that can be seen. */
export const MOST_LOADED = 16 * 1024 * 1024;

/** What is shown of a text before a person asks for more, and each time they do. */
export const STEP = 256 * 1024;
