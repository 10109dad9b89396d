// State that lives as long as the window, for example unsaved rules. It stays when the page that
// shows it is closed, and other pages can change it. Server state belongs in lib/queries, and the
// state of one component in `useState`.
//
// A slot identifies a value and has its initial value. The window state stores the values. The
// provider gives each window and each test its own state.
//
//     const DRAFT = windowSlot("");
//     const [draft, setDraft] = useWindowSlot(DRAFT);   // in a component, like useState
//     useWindowState().set(DRAFT, "Hello");             // in an event handler, without a subscription
import { createContext, type ReactNode, useContext, useState } from "react";
import { createStore, type Next, type Store, useStore } from "./store";

interface WindowSlot<T> {
  readonly initial: T;
}

export const windowSlot = <T,>(initial: T): WindowSlot<T> => ({ initial });

export class WindowState {
  private readonly stores = new Map<WindowSlot<unknown>, Store<unknown>>();

  get<T>(slot: WindowSlot<T>): T {
    return this.store(slot).get();
  }

  set<T>(slot: WindowSlot<T>, next: Next<T>): void {
    this.store(slot).set(next);
  }

  store<T>(slot: WindowSlot<T>): Store<T> {
    // The value of a slot always has the type of the slot.
    const known = this.stores.get(slot) as Store<T> | undefined;
    if (known !== undefined) return known;
    const store = createStore(slot.initial);
    this.stores.set(slot, store as Store<unknown>);
    return store;
  }
}

const Context = createContext<WindowState | null>(null);

export function WindowStateProvider({ children }: { children: ReactNode }) {
  const [state] = useState(() => new WindowState());
  return <Context value={state}>{children}</Context>;
}

export function useWindowState(): WindowState {
  const state = useContext(Context);
  if (state === null) throw new Error("useWindowState needs <WindowStateProvider> around it");
  return state;
}

const identity = <T,>(value: T): T => value;

export function useWindowSlot<T>(slot: WindowSlot<T>): readonly [T, (next: Next<T>) => void] {
  const store = useWindowState().store(slot);
  return [useStore(store, identity), store.set];
}
