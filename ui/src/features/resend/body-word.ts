// One line about the bytes of a body: as received, or where they differ. Pure.
import { type ByteDifference, differencesText, differenceText } from "@/format/byte-differences";
import { sizeOf } from "@/format/size";
import type { BodySource } from "./draft";

interface BodyFacts {
  source: BodySource;
  /** The number of stored bytes of the received body. */
  size: number;
  /** The received body was truncated. */
  cut: boolean;
  /** The text differs from the received text. */
  edited: boolean;
  /** Where it differs; null while this is not known. */
  differences: readonly ByteDifference[] | null;
  /** The number of members that are generated on send. */
  generated: number;
}

export interface BodyWord {
  text: string;
  /** The whole list of differences. */
  title: string;
}

/** More differences are counted, not listed. */
const MAX_LISTED = 20;

const membersOf = (count: number) => `${count} generated ${count === 1 ? "member" : "members"}`;

export function bodyWord({ source, size, cut, edited, differences, generated }: BodyFacts): BodyWord {
  if (source === "file") return { text: "from a file", title: "" };
  const tail = generated === 0 ? "" : membersOf(generated);
  if (source === "received" || !edited) {
    const as = cut ? "truncated" : "exactly as received";
    const text = `${sizeOf(size)}, ${tail === "" ? as : `${cut ? "truncated" : "as received"} except ${tail}`}`;
    return { text, title: text };
  }
  const list = differences ?? [];
  const text = list.length === 0 ? "edited" : `edited: ${differencesText(list)}`;
  const more = list.length > MAX_LISTED ? [`and ${list.length - MAX_LISTED} more places`] : [];
  return {
    text: tail === "" ? text : `${text}; also ${tail}`,
    title: [...list.slice(0, MAX_LISTED).map(differenceText), ...more].join("\n"),
  };
}
