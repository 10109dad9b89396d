// Key combinations, such as `Mod+Shift+f`: modifiers and a key. `Mod` is Ctrl, or Cmd on a Mac. A
// letter is in lower case, and other keys have the name of `KeyboardEvent.key`.

/** A key press, without the rest of the event. */
export interface KeyPress {
  key: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  shift: boolean;
}

type Modifier = "Mod" | "Ctrl" | "Alt" | "Shift";

/** The parts of a combination. The key `+` is also the separator. */
export function partsOf(combination: string): string[] {
  if (!combination.endsWith("+")) return combination.split("+");
  const modifiers = combination.slice(0, -1).split("+");
  return [...modifiers.filter((part) => part !== ""), "+"];
}

export const keyOf = (combination: string): string => partsOf(combination).at(-1) ?? "";

/** Shift is part of typing a sign, so it counts only with letters beside Ctrl, and named keys. */
const shiftCounts = (key: string, mod: boolean) => key.length > 1 || (mod && /^\p{L}$/u.test(key));

export function matches(combination: string, press: KeyPress): boolean {
  const parts = partsOf(combination);
  const key = parts.at(-1) ?? "";
  const needs = (modifier: Modifier) => parts.slice(0, -1).includes(modifier);
  if (press.alt !== needs("Alt")) return false;
  const mod = press.ctrl || press.meta;
  if (needs("Mod") ? !mod : needs("Ctrl") ? !press.ctrl : mod) return false;
  if (shiftCounts(key, mod) && needs("Shift") !== press.shift) return false;
  return key.length === 1 ? press.key.toLowerCase() === key : press.key === key;
}

/** Keys that only change other keys. */
const MODIFIER_KEYS = new Set([
  "Control",
  "Meta",
  "Alt",
  "AltGraph",
  "Shift",
  "CapsLock",
  "NumLock",
  "Fn",
  "Dead",
  "Process",
  "Unidentified",
]);

export const isFunctionKey = (key: string) => /^F\d{1,2}$/.test(key);

/**
 * The combination of a key press; null for keys that cannot be a shortcut. Without a modifier, named
 * keys such as Enter and Tab belong to the focused element.
 */
export function combinationOf(press: KeyPress): string | null {
  const { key, ctrl, meta, alt, shift } = press;
  if (MODIFIER_KEYS.has(key)) return null;
  const mod = ctrl || meta;
  const isNamed = key.length > 1 || key === " ";
  if (isNamed && !mod && !alt && !isFunctionKey(key)) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  const parts = [mod && "Mod", alt && "Alt", shift && shiftCounts(name, mod) && "Shift", name];
  return parts.filter((part) => part !== false).join("+");
}
