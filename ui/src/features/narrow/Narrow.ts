// Narrows the list to what a value says: writes the filter's word for it. Which words there are is the filter's matter
// (docs/filter.md).
import { createContext, useContext } from "react";
import { word } from "../sidebar/scope";

/** Adds a word to the filter; null where there is no list to narrow. */
export const NarrowContext = createContext<((word: string) => void) | null>(null);
export const useNarrow = () => useContext(NarrowContext);

/** A value written as it is, where the filter would read a comma as another value or a star as any characters. */
export const exactly = (value: string) => (value === "" ? '""' : word(value));

/** The test of a column: `user:4fe0`. */
export const columnTest = (name: string, value: string) => `${name}:${exactly(value)}`;

/** The test of a header line: in its value a comma is part of it. */
export function headerTest(name: string, value: string): string {
  const written = /^[^\s"()]+$/.test(value) ? value : `"${value.replaceAll('"', "*")}"`;
  return value === "" ? `header:${name}` : `header:${name}=${written}`;
}

/** A name in a pointer that holds a space or a sign is put in quotation marks. */
const quotedPointer = (pointer: string) =>
  /^[^\s"()=!<>,]*$/.test(pointer)
    ? pointer
    : pointer.replace(/[^/]+/g, (name) => (/^[^\s"()=!<>,]+$/.test(name) ? name : `"${name}"`));

/** The test of a member of the body; null where no word can say it. */
export function memberTest(pointer: string, value: string): string | null {
  return pointer === "" || pointer.includes('"') ? null : `${quotedPointer(pointer)}=${exactly(value)}`;
}

/** Longer values are not written into a field. */
export const LONGEST = 500;
