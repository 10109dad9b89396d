// Which action a key press means. Pure: it sees a description of the press, not the event, and decides nothing about
// whether the action can be run. A bare key never acts while a person types.
import { type Action, type ActionId, CATALOG } from "./catalog";

export interface Press {
  key: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  shift: boolean;
  /** The focus is where characters are typed. */
  typing: boolean;
  /** The focus is on nothing in particular, so that arrows and Home mean the list. */
  nowhere: boolean;
}

function matches(combination: string, press: Press): boolean {
  const parts = combination.split("+");
  const key = parts.at(-1) ?? "";
  const wants = (part: string) => parts.slice(0, -1).includes(part);
  if (press.alt !== wants("Alt")) return false;
  const mod = press.ctrl || press.meta;
  if (wants("Mod") ? !mod : wants("Ctrl") ? !press.ctrl : mod) return false;
  // Shift is part of how some characters are typed, so it only counts beside a modifier or a named key.
  if ((mod || key.length > 1) && wants("Shift") !== press.shift) return false;
  return key.length === 1 ? press.key.toLowerCase() === key : press.key === key;
}

export function actionFor(press: Press, catalog: readonly Action[] = CATALOG): ActionId | null {
  const found = catalog.find((action) => action.keys.some((combination) => matches(combination, press)));
  if (found === undefined) return null;
  const writes = press.key.length === 1 && !press.ctrl && !press.meta;
  if (found.whileTyping === true && !writes) return found.id;
  // Arrows, Home and the like move whatever has the focus.
  const moves = press.key.length > 1 && !press.ctrl && !press.meta;
  return press.typing || (moves && !press.nowhere) ? null : found.id;
}

const TYPED_INTO = new Set(["text", "search", "url", "password", "number", "email", "tel", ""]);

/** Whether keys pressed on this element write something. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return TYPED_INTO.has(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target.isContentEditable || target.closest('[contenteditable="true"]') !== null;
}
