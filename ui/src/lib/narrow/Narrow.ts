// Narrows the list to what a value says: writes the filter's word for it. Which words there are is the filter's matter
// (docs/search.md).
import { createContext, useContext } from "react";
import type { MenuAction } from "@/components/Menu";
import { word } from "@/lib/scope/scope";

/** Adds a word to the filter; null where there is no list to narrow. */
export const NarrowContext = createContext<((word: string) => void) | null>(null);
/** The user of the event in view. */
export const AboutContext = createContext<string | null>(null);

/** Longer values are not written into a field. */
const LONGEST = 500;
const ELIDED = /…$|^•+$/;

/** A value as one value; null where it is too long, cut or masked. */
const one = (value: string) =>
  value.length > LONGEST || ELIDED.test(value) ? null : value === "" ? '""' : word(value);

/** The test of a column: `user:4fe0`. */
export function columnTest(name: string, value: string): string | null {
  const written = value === "" ? null : one(value);
  return written === null ? null : `${name}:${written}`;
}

/** The test of a header line, in whose value a comma is part of it; by its name alone where the value is not exact. */
export function headerTest(name: string, value: string, exact: boolean): string | null {
  if (!/^[^\s"(),=:]+$/.test(name)) return null;
  if (!exact || value === "" || value.length > LONGEST) return `header:${name}`;
  return `header:${name}=${/^[^\s"()]+$/.test(value) ? value : `"${value.replaceAll('"', "*")}"`}`;
}

/** A pointer with quotation marks around names that hold a space or a sign; null where the filter cannot express it. */
function pointerWord(pointer: string): string | null {
  if (pointer === "" || pointer.includes('"') || pointer.length > LONGEST) return null;
  return pointer.replace(/[^/]+/g, (name) => (/^[^\s(),=!<>]+$/.test(name) ? name : `"${name}"`));
}

/** The test of a member of the body: `/payload/user/id=4fe0`. */
export function memberTest(pointer: string, value: string): string | null {
  const [place, written] = [pointerWord(pointer), one(value)];
  return place === null || written === null ? null : `${place}=${written}`;
}

/** A value anywhere in an event. */
export function phrase(value: string): string | null {
  if (value.trim() === "" || value.includes('"') || value.length > LONGEST || ELIDED.test(value)) return null;
  return `"${value}"`;
}

/** The value of a JSON scalar: a text without its quotation marks and escapes. */
export function scalarOf(json: string): string {
  if (!json.startsWith('"')) return json;
  try {
    return String(JSON.parse(json));
  } catch {
    return json;
  }
}

/**
 * The choices at a value. A test may have to be fetched first, and is null where no term stands for the value; the caller
 * says why.
 */
export function useNarrowing(
  test: string | null | (() => Promise<string | null>),
  isUser = false,
): readonly MenuAction[] {
  const narrow = useContext(NarrowContext);
  const about = useContext(AboutContext);
  if (narrow === null) return [];
  const write = async (sign: string) => {
    const found = typeof test === "function" ? await test() : test;
    if (found !== null) narrow(`${sign}${found}`);
  };
  const actions: MenuAction[] = [];
  if (test !== null)
    actions.push(
      { key: "only", text: "Only events with this value", onChoose: () => void write("") },
      { key: "not", text: "Not with this value", onChoose: () => void write("-") },
    );
  const user = about === null || isUser ? null : columnTest("user", about);
  if (user !== null && actions.length > 0)
    actions.push({ key: "user", text: "Only this user", onChoose: () => narrow(user) });
  return actions;
}
