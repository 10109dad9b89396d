// Filters the list by a value: builds the filter term that matches it and adds the term to the
// filter. docs/search.md describes the terms.
import { createContext, useContext } from "react";
import type { MenuAction } from "@/components/Menu";
import { quotedValue } from "@/lib/scope/scope";

/** Adds a term to the filter; null where there is no list to filter. */
export const AddFilterTermContext = createContext<((term: string) => void) | null>(null);
/** The user of the open event. */
export const EventUserContext = createContext<string | null>(null);

/** Characters. Longer values do not become a filter term. */
const MAX_VALUE_LENGTH = 500;
const ELIDED = /…$|^•+$/;

/** A value, quoted if necessary; null when it is too long, truncated or masked. */
const quoted = (value: string) =>
  value.length > MAX_VALUE_LENGTH || ELIDED.test(value) ? null : value === "" ? '""' : quotedValue(value);

/** The term for a column: `user:4fe0`; null when the value is empty or `quoted` rejects it. */
export function columnTerm(name: string, value: string): string | null {
  const written = value === "" ? null : quoted(value);
  return written === null ? null : `${name}:${written}`;
}

/**
 * The term for a header line. A comma is part of the value. If the value is not exact, empty or too
 * long, the term matches only the name.
 */
export function headerTerm(name: string, value: string, exact: boolean): string | null {
  if (!/^[^\s"(),=:]+$/.test(name)) return null;
  if (!exact || value === "" || value.length > MAX_VALUE_LENGTH) return `header:${name}`;
  return `header:${name}=${/^[^\s"()]+$/.test(value) ? value : `"${value.replaceAll('"', "*")}"`}`;
}

/**
 * A pointer with quotes around names that contain a space or an operator; null when the filter
 * cannot express it.
 */
function pointerTerm(pointer: string): string | null {
  if (pointer === "" || pointer.includes('"') || pointer.length > MAX_VALUE_LENGTH) return null;
  return pointer.replace(/[^/]+/g, (name) => (/^[^\s(),=!<>]+$/.test(name) ? name : `"${name}"`));
}

/** The term for a member of the body: `/payload/user/id=4fe0`. */
export function memberTerm(pointer: string, value: string): string | null {
  const [place, written] = [pointerTerm(pointer), quoted(value)];
  return place === null || written === null ? null : `${place}=${written}`;
}

/** The term for a value anywhere in an event. */
export function phraseTerm(value: string): string | null {
  if (value.trim() === "" || value.includes('"')) return null;
  if (value.length > MAX_VALUE_LENGTH || ELIDED.test(value)) return null;
  return `"${value}"`;
}

/** The value of a JSON scalar. A string loses its quotes and escapes. */
export function scalarOf(json: string): string {
  if (!json.startsWith('"')) return json;
  try {
    return String(JSON.parse(json));
  } catch {
    return json;
  }
}

/** The filter term for a value, or a function that fetches it; null if no term matches it. */
export type FilterTest = string | null | (() => Promise<string | null>);

/** The menu actions for any value: see `useFilterActions`. */
export function useFilterActionsOf(): (test: FilterTest, isUser?: boolean) => readonly MenuAction[] {
  const narrow = useContext(AddFilterTermContext);
  const about = useContext(EventUserContext);
  return (test, isUser = false) => {
    if (narrow === null || test === null) return [];
    const write = async (sign: string) => {
      const found = typeof test === "function" ? await test() : test;
      if (found !== null) narrow(`${sign}${found}`);
    };
    const user = about === null || isUser ? null : columnTerm("user", about);
    return [
      { key: "only", text: "Only events with this value", onChoose: () => void write("") },
      { key: "not", text: "Exclude this value", onChoose: () => void write("-") },
      ...(user === null ? [] : [{ key: "user", text: "Only this user", onChoose: () => narrow(user) }]),
    ];
  };
}

/** The menu actions for a value. Without a term there are none; the caller explains why. */
export function useFilterActions(test: FilterTest, isUser = false): readonly MenuAction[] {
  return useFilterActionsOf()(test, isUser);
}

/** The menu actions for a member of a body. `masked` has the pointers of masked values. */
export function useMemberFilters(masked: readonly string[]) {
  const filtersOf = useFilterActionsOf();
  return (pointer: string, json: string | null): readonly MenuAction[] =>
    json === null || /^[[{]/.test(json) || masked.includes(pointer)
      ? []
      : filtersOf(memberTerm(pointer, scalarOf(json)));
}
