// The keys of actions that the user changed or switched off. Pure.
import { type Action, type ActionId, CATALOG } from "./catalog";
import { keyOf } from "./combination";

export interface ShortcutChoices {
  /** Whether a letter, a digit or a sign without Ctrl, Cmd or Alt runs an action. */
  singleKeys: boolean;
  /** The combinations of changed actions. An empty list means no keys. */
  changed: Readonly<Partial<Record<ActionId, readonly string[]>>>;
}

export const DEFAULT_CHOICES: ShortcutChoices = { singleKeys: true, changed: {} };

/** Whether a combination is one key that also types a character. */
export const isSingleKey = (combination: string): boolean => combination.length === 1;

/** The actions with the keys that run them. */
export function withChoices(actions: readonly Action[], choices: ShortcutChoices): readonly Action[] {
  const { singleKeys, changed } = choices;
  if (singleKeys && Object.keys(changed).length === 0) return actions;
  return actions.map((action) => {
    const keys = changed[action.id] ?? action.keys;
    return { ...action, keys: singleKeys ? keys : keys.filter((keys) => !isSingleKey(keys)) };
  });
}

/** Changes the keys of an action; null restores the default ones. */
export function changeKeys(choices: ShortcutChoices, id: ActionId, keys: readonly string[] | null) {
  const { [id]: _, ...changed } = choices.changed;
  return { ...choices, changed: keys === null ? changed : { ...changed, [id]: keys } };
}

const isListOfTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string" && keyOf(one) !== "");

/** Reads stored choices. Unknown actions and values that are not combinations are left out. */
export function parseChoices(text: string | null): ShortcutChoices {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? "");
  } catch {
    return DEFAULT_CHOICES;
  }
  if (typeof stored !== "object" || stored === null) return DEFAULT_CHOICES;
  const { singleKeys, changed } = stored as Record<string, unknown>;
  const known = typeof changed === "object" && changed !== null ? (changed as Record<string, unknown>) : {};
  return {
    singleKeys: singleKeys !== false,
    changed: Object.fromEntries(
      CATALOG.map(({ id }) => [id, known[id]] as const).filter(([, keys]) => isListOfTexts(keys)),
    ),
  };
}

/** The titles of other actions that a combination also runs. */
export const alsoOn = (actions: readonly Action[], id: ActionId, combination: string): readonly string[] =>
  actions.filter((other) => other.id !== id && other.keys.includes(combination)).map(({ title }) => title);
