// Where parts of the window say what they can do now (`useAction`), and from where keys and the palette run it. The
// newest registration of an action wins; a dialog in front silences the keys behind it.
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from "react";
import { type ActionId, CATALOG } from "./catalog";
import { actionFor, isTyping } from "./keymap";

type Run = () => void;

export interface ActionBoard {
  /** Runs an action; false when nothing can do it now. */
  run: (id: ActionId) => boolean;
  can: (id: ActionId) => boolean;
  register: (id: ActionId, run: Run) => () => void;
}

const Board = createContext<ActionBoard | null>(null);
const Covered = createContext(false);

function createBoard(): ActionBoard {
  const runs = new Map<ActionId, Run[]>();
  const top = (id: ActionId) => runs.get(id)?.at(-1);
  return {
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

const isOnce = (id: ActionId) => CATALOG.find((action) => action.id === id)?.once === true;

const dialogInFront = () => document.querySelector('[role="dialog"]') !== null;

export function Actions({ children }: { children: ReactNode }) {
  const board = useMemo(createBoard, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || dialogInFront()) return;
      const press = {
        key: event.key,
        ctrl: event.ctrlKey,
        meta: event.metaKey,
        alt: event.altKey,
        shift: event.shiftKey,
        typing: isTyping(event.target),
        nowhere: event.target === document.body,
      };
      // A key can mean one thing on one screen and another on the next.
      const id = actionFor(press, possibleActions(board));
      if (event.repeat && id !== null && isOnce(id)) {
        event.preventDefault();
        return;
      }
      if (id !== null && board.run(id)) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [board]);
  return <Board value={board}>{children}</Board>;
}

export function useActionBoard(): ActionBoard {
  const board = useContext(Board);
  if (board === null) throw new Error("useActionBoard needs <Actions> around it");
  return board;
}

/** What is inside is kept but out of sight: none of its actions can be run. */
export function Coverable({ covered, children }: { covered: boolean; children: ReactNode }) {
  const around = useContext(Covered);
  return <Covered value={covered || around}>{children}</Covered>;
}

/** Runs something each time the calling component comes back into sight. */
export function useUncovered(onBack: () => void): void {
  const covered = useContext(Covered);
  const before = useRef(covered);
  useEffect(() => {
    if (before.current && !covered) onBack();
    before.current = covered;
  });
}

/** Registers what an action does while the calling component is there; null while it cannot be done. */
export function useAction(id: ActionId, run: Run | null): void {
  const board = useActionBoard();
  const latest = useRef(run);
  // Together with what is drawn: a key that comes between the drawing and a later effect would act on what was there before.
  useLayoutEffect(() => {
    latest.current = run;
  });
  const covered = useContext(Covered);
  const possible = run !== null && !covered;
  useEffect(() => {
    if (!possible) return;
    return board.register(id, () => latest.current?.());
  }, [board, id, possible]);
}

/** What can be done now, in the order of the catalog. */
export const possibleActions = (board: ActionBoard) => CATALOG.filter((action) => board.can(action.id));
