// Parses filters for the fake backend. It recognizes names, values and errors well enough for
// coloring and completion.
import type { FilterCompletion, FilterCompletionItem, FilterToken, FilterTokenKind } from "@/ipc/types";

const NAMES: Record<string, string> = {
  type: "the event type",
  vendor: "the sender",
  user: "the user of the event",
  header: "a header line",
  has: "warning, resends or note",
  is: "duplicate, truncated, sample or starred",
};

const VALUES: Record<string, string[]> = {
  vendor: ["authgear", "fastgen", "github"],
  has: ["warning", "resends", "note"],
  is: ["duplicate", "truncated", "sample", "starred"],
  type: ["identity.*", "identity.email.updated", "identity.email.added", "user.created"],
};

const COUNTS: Record<string, string> = {
  "identity.*": "4 events",
  "identity.email.updated": "3 events",
  "identity.email.added": "1 event",
};

/** The number of characters, not of UTF-16 units. */
const length = (text: string) => [...text].length;

export function fakeTokens(text: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  for (const match of text.matchAll(/"[^"]*"?|[^\s"]+(?:"[^"]*"?)?/g)) {
    const word = match[0];
    const start = length(text.slice(0, match.index));
    const put = (from: number, to: number, kind: FilterTokenKind) =>
      tokens.push({ start: start + from, end: start + to, kind });
    const colon = word.indexOf(":");
    const sign = /^-?\/[^=]*(=)/.exec(word);
    if (word === "OR") put(0, 2, "or");
    else if (word.startsWith('"')) put(0, length(word), "phrase");
    else if (sign !== null) {
      const at = sign[0].length - 1;
      put(0, at, "pointer");
      put(at, at + 1, "sign");
      put(at + 1, length(word), "value");
    } else if (colon < 0) put(0, length(word), "word");
    else if (!(word.slice(0, colon).replace(/^-/, "") in NAMES)) put(0, length(word), "error");
    else {
      const not = word.startsWith("-") ? 1 : 0;
      if (not === 1) put(0, 1, "not");
      put(not, colon + 1, "name");
      if (length(word) > colon + 1) put(colon + 1, length(word), "value");
    }
  }
  return tokens;
}

export function fakeCompletion(text: string, cursor: number): FilterCompletion {
  const before = [...text].slice(0, cursor).join("");
  const word = /\S*$/.exec(before)?.[0] ?? "";
  const [name, value] = word.split(":");
  const choices: FilterCompletionItem[] =
    value === undefined
      ? Object.entries(NAMES).map(([text, about]) => ({ text: `${text}:`, about }))
      : (VALUES[name ?? ""] ?? []).map((text) => ({ text, about: COUNTS[text] ?? "" }));
  const typed = value ?? word;
  return {
    from: cursor - length(typed),
    to: cursor,
    options: choices.filter(({ text }) => text.startsWith(typed)),
  };
}
