// Registry of actions: components register what they can do now (`useAction`), and keys and the
// palette run it. The newest registration of an action wins. While a dialog or a menu is open, keys
// run no action.
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from "react";
import { type Action, type ActionId, CATALOG } from "./catalog";
import { actionFor } from "./keymap";
import { ShortcutsProvider, useShortcuts } from "./Shortcuts";
import { createTypingGuard, type TypingGuard } from "./typing";

type Run = () => void;

export interface ActionBoard {
  /** Runs an action. Returns false if no component has registered it. */
  run: (id: ActionId) => boolean;
  can: (id: ActionId) => boolean;
  register: (id: ActionId, run: Run) => () => void;
  typing: TypingGuard;
}

const Board = createContext<ActionBoard | null>(null);
const Covered = createContext(false);

function createBoard(): ActionBoard {
  const runs = new Map<ActionId, Run[]>();
  const top = (id: ActionId) => runs.get(id)?.at(-1);
  return {
    typing: createTypingGuard(),
    can: (id) => top(id) !== undefined,
    run: (id) => {
      const run = top(id);
      run?.();
      return run !== undefined;
    },
    register: (id, run) => {
      runs.set(id, [...(runs.get(id) ?? []), run]);
      return () =>
        runs.set(
          id,
          (runs.get(id) ?? []).filter((one) => one !== run),
        );
    },
  };
}

const ignoresRepeat = (id: ActionId) => CATALOG.find((action) => action.id === id)?.ignoresRepeat === true;

/** Letters in a menu find an item. A closing menu is still in the page for a moment. */
const OWNERS_OF_KEYS = '[role="dialog"], [role="menu"]:not([data-closed])';
const ownsKeys = () => document.querySelector(OWNERS_OF_KEYS) !== null;

export function Actions({ children }: { children: ReactNode }) {
  const board = useMemo(createBoard, []);
  return (
    <ShortcutsProvider>
      <Board value={board}>
        <Keys board={board} />
        {children}
      </Board>
    </ShortcutsProvider>
  );
}

/** Runs the action of each key press. */
function Keys({ board }: { board: ActionBoard }) {
  const { catalog } = useShortcuts();
  useEffect(() => {
    const { typing } = board;
    const onKey = (event: KeyboardEvent) => {
      const owned = typing.ownsKey(event);
      if (event.defaultPrevented || event.isComposing || ownsKeys()) return;
      const press = {
        key: event.key,
        ctrl: event.ctrlKey,
        meta: event.metaKey,
        alt: event.altKey,
        shift: event.shiftKey,
        typing: owned,
        unfocused: event.target === document.body,
      };
      // The same key can run different actions on different screens.
      const id = actionFor(press, possibleActions(board, catalog));
      if (event.repeat && id !== null && ignoresRepeat(id)) {
        event.preventDefault();
        return;
      }
      if (id === null) return;
      // First, because the action can move the focus to another field.
      typing.leave();
      if (board.run(id)) event.preventDefault();
    };
    const stopFollowing = typing.follow();
    window.addEventListener("keydown", onKey);
    return () => {
      stopFollowing();
      window.removeEventListener("keydown", onKey);
    };
  }, [board, catalog]);
  return null;
}

export function useActionBoard(): ActionBoard {
  const board = useContext(Board);
  if (board === null) throw new Error("useActionBoard needs <Actions> around it");
  return board;
}

/**
 * While `expected`, the calling component is about to focus a field that it cannot render yet. Keys
 * belong to that field.
 */
export function useFieldExpected(expected: boolean): void {
  const { typing } = useActionBoard();
  useLayoutEffect(() => (expected ? typing.expect() : undefined), [typing, expected]);
}

/** While covered, its children stay mounted, but none of their actions can be run. */
export function Coverable({ covered, children }: { covered: boolean; children: ReactNode }) {
  const isParentCovered = useContext(Covered);
  return <Covered value={covered || isParentCovered}>{children}</Covered>;
}

/** Calls `onUncovered` each time the calling component becomes visible again. */
export function useUncovered(onUncovered: () => void): void {
  const covered = useContext(Covered);
  const before = useRef(covered);
  useEffect(() => {
    if (before.current && !covered) onUncovered();
    before.current = covered;
  });
}

/**
 * Registers an action while the calling component is mounted. `run` is null while the action is
 * impossible.
 */
export function useAction(id: ActionId, run: Run | null): void {
  const board = useActionBoard();
  const latest = useRef(run);
  // Layout effects update the registration and `run` together with the rendered content. With later
  // effects, a key press in between would do nothing or act on the previous content.
  useLayoutEffect(() => {
    latest.current = run;
  });
  const covered = useContext(Covered);
  const possible = run !== null && !covered;
  useLayoutEffect(() => {
    if (!possible) return;
    return board.register(id, () => latest.current?.());
  }, [board, id, possible]);
}

/** The actions of a catalog that are possible now, in its order. */
const possibleActions = (board: ActionBoard, catalog: readonly Action[]) =>
  catalog.filter((action) => board.can(action.id));

/** The actions that are possible when the component is rendered, in catalog order. */
export function usePossibleActions(): Action[] {
  const { catalog } = useShortcuts();
  return possibleActions(useActionBoard(), catalog);
}
