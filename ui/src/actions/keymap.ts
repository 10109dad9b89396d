// Maps a key press to an action. Pure: it gets a description of the key press instead of the event,
// and does not decide whether the action can run. A key without modifiers never acts while the user
// types.
import { type Action, type ActionId, CATALOG } from "./catalog";
import { isFunctionKey, type KeyPress, matches } from "./combination";

export interface Press extends KeyPress {
  /** The focused element takes typed characters. */
  typing: boolean;
  /** No element has the focus, so arrow keys and Home apply to the list. */
  unfocused: boolean;
}

export function actionFor(press: Press, catalog: readonly Action[] = CATALOG): ActionId | null {
  const found = catalog.find((action) => action.keys.some((combination) => matches(combination, press)));
  if (found === undefined) return null;
  const typesCharacter = press.key.length === 1 && !press.ctrl && !press.meta;
  if (found.whileTyping === true && !typesCharacter) return found.id;
  // Arrow keys, Home and similar keys belong to the focused element, but function keys do not.
  const isNamedKey = press.key.length > 1 && !press.ctrl && !press.meta && !isFunctionKey(press.key);
  return press.typing || (isNamedKey && !press.unfocused) ? null : found.id;
}

const TEXT_INPUT_TYPES = new Set(["text", "search", "url", "password", "number", "email", "tel", ""]);

/** Whether key presses on this element enter text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return TEXT_INPUT_TYPES.has(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target.isContentEditable || target.closest('[contenteditable="true"]') !== null;
}
