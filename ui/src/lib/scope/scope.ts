// The part of the inbox that is selected in the sidebar, as filter terms. The filter of the listing
// consists of these terms and the search text.
import { VENDOR_NAMES } from "@/format/senders";
import type { TypeCount, Vendor } from "@/ipc/types";

export interface Scope {
  vendor: Vendor | null;
  family: string | null;
  type: string | null;
  /** Only events without a type. */
  untyped?: true;
  /** Only events with warnings, or with an invalid signature. */
  warnings?: true;
  /** Only starred events. */
  starred?: true;
  /** Only copies of one event, which share the sender's id. */
  copies?: Copies;
}

/** The values that all copies of an event share. */
export interface Copies {
  vendor: Vendor;
  app: string | null;
  id: string;
}

export const EVERYTHING: Scope = { vendor: null, family: null, type: null };
export const WARNINGS: Scope = { ...EVERYTHING, warnings: true };

export const STARRED: Scope = { ...EVERYTHING, starred: true };

/**
 * A value for a filter term, quoted if necessary. Quotes cannot contain a quote, so `*` replaces
 * it.
 */
export function quotedValue(value: string): string {
  return /^(?!\/\/)[^\s",()]+$/.test(value) ? value : `"${value.replaceAll('"', "*")}"`;
}

/** Whether a search text has alternatives, which need parentheses beside other terms. */
const hasAlternatives = (text: string) => /(^|[\s()])OR([\s()]|$)/.test(text);

export function filterOf(scope: Scope, text: string): string {
  const words: string[] = [];
  if (scope.warnings) words.push("(has:warning OR signature:invalid)");
  if (scope.starred) words.push("is:starred");
  if (scope.copies) {
    const { vendor, app, id } = scope.copies;
    words.push(
      `vendor:${vendor}`,
      app === null ? "-app:*" : `app:${quotedValue(app)}`,
      `id:${quotedValue(id)}`,
    );
  }
  if (scope.vendor !== null) words.push(`vendor:${scope.vendor}`);
  if (scope.type !== null) words.push(`type:${quotedValue(scope.type)}`);
  else if (scope.untyped) words.push("-type:*");
  else if (scope.family !== null) words.push(`family:${quotedValue(scope.family)}`);
  const searched = text.trim();
  if (searched !== "") words.push(words.length > 0 && hasAlternatives(searched) ? `(${searched})` : searched);
  return words.join(" ");
}

/** Adds a term that applies to the whole search text, unless the text already contains it. */
export function withTerm(text: string, more: string): string {
  const searched = text.trim();
  if (searched === "") return more;
  if (` ${searched} `.includes(` ${more} `)) return searched;
  return `${hasAlternatives(searched) ? `(${searched})` : searched} ${more}`;
}

/**
 * Shifts the position in an error about a filter so that it refers to the search text alone,
 * without the terms of the scope. The position counts characters, as the filter parser does.
 */
export function searchTextPosition(sentence: string, scope: Scope, text: string): string {
  const prefix = [...filterOf(scope, "")].length;
  const before = prefix === 0 ? 0 : prefix + (hasAlternatives(text) ? 2 : 1);
  const trimmed = [...text].length - [...text.trimStart()].length;
  return sentence.replace(/^(Filter, character )(\d+)/, (_all, words: string, at: string) => {
    return `${words}${Math.max(1, Number(at) - before + trimmed)}`;
  });
}

export function titleOf(scope: Scope): string {
  if (scope.warnings) return "Warnings";
  if (scope.starred) return "Starred";
  if (scope.copies) return "Copies of one event";
  if (scope.type !== null) return scope.type;
  if (scope.vendor === null) return "Inbox";
  const vendor = VENDOR_NAMES[scope.vendor];
  if (scope.untyped) return `${vendor} · no type`;
  return scope.family === null ? vendor : `${vendor} · ${scope.family}`;
}

export const sameScope = (a: Scope, b: Scope) =>
  a.vendor === b.vendor &&
  a.family === b.family &&
  a.type === b.type &&
  a.untyped === b.untyped &&
  a.warnings === b.warnings &&
  a.starred === b.starred &&
  a.copies === b.copies;

export interface FamilyGroup {
  family: string;
  count: number;
  types: TypeCount[];
}

/**
 * Types grouped by their family, families in the order of their first type, types by their count.
 */
export function familiesOf(types: readonly TypeCount[]): FamilyGroup[] {
  const groups = new Map<string, FamilyGroup>();
  for (const one of types) {
    const group = groups.get(one.family) ?? { family: one.family, count: 0, types: [] };
    group.count += one.count;
    group.types.push(one);
    groups.set(one.family, group);
  }
  for (const group of groups.values())
    group.types.sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
  return [...groups.values()];
}
