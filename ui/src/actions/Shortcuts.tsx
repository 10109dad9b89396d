// The keys of actions, as the user chose them. The choices are stored in the window.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { type Action, type ActionId, CATALOG, writtenKeys } from "./catalog";
import { DEFAULT_CHOICES, parseChoices, type ShortcutChoices, withChoices } from "./shortcut-choices";

const STORAGE_KEY = "shortcuts";

interface Shortcuts {
  choices: ShortcutChoices;
  /** All actions with the keys that run them. */
  catalog: readonly Action[];
  change: (choices: ShortcutChoices) => void;
}

const ShortcutsContext = createContext<Shortcuts>({
  choices: DEFAULT_CHOICES,
  catalog: CATALOG,
  change: () => undefined,
});

export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [choices, setChoices] = useState(() => parseChoices(localStorage.getItem(STORAGE_KEY)));
  const shortcuts = useMemo(
    () => ({
      choices,
      catalog: withChoices(CATALOG, choices),
      change: (next: ShortcutChoices) => {
        localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
        setChoices(next);
      },
    }),
    [choices],
  );
  return <ShortcutsContext value={shortcuts}>{children}</ShortcutsContext>;
}

export const useShortcuts = (): Shortcuts => useContext(ShortcutsContext);

/** The first keys of actions, with their names on the keyboard; undefined without keys. */
export function useKeysOf(): (id: ActionId) => string | undefined {
  const { catalog } = useShortcuts();
  return (id) => {
    const keys = catalog.find((action) => action.id === id)?.keys[0];
    return keys === undefined ? undefined : writtenKeys(keys);
  };
}

/** The first keys of an action, with their names on the keyboard; undefined without keys. */
export const useKeys = (id: ActionId): string | undefined => useKeysOf()(id);
