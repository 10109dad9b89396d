// The handlers and timeouts of the hook chain on the page. They live as long as the window.
import { useWindowSlot, type WindowState, windowSlot } from "@/components/WindowState";
import type { ChainHandler, ChainLimits } from "@/ipc/types";

export interface ChainEntry {
  key: number;
  handler: ChainHandler;
}

interface ChainDraft {
  handlers: readonly ChainEntry[];
  /** Null for the defaults of Authgear. */
  limits: ChainLimits | null;
}

const INITIAL: ChainDraft = { handlers: [{ key: 0, handler: { form: "rules" } }], limits: null };
const CHAIN = windowSlot<ChainDraft>(INITIAL);

let lastKey = 0;
const withKey = (handler: ChainHandler): ChainEntry => {
  lastKey += 1;
  return { key: lastKey, handler };
};

/** Replaces the chain. */
export function setChain(state: WindowState, urls: readonly string[], limits: ChainLimits): void {
  const handlers = urls.map((url) => withKey({ form: "url", url }));
  state.set(CHAIN, { handlers, limits });
}

export function useChainDraft() {
  const [draft, set] = useWindowSlot(CHAIN);
  const setHandlers = (handlers: readonly ChainEntry[], limits = draft.limits) => set({ handlers, limits });
  return {
    ...draft,
    add: (handler: ChainHandler) => setHandlers([...draft.handlers, withKey(handler)]),
    change: (key: number, handler: ChainHandler) =>
      setHandlers(draft.handlers.map((one) => (one.key === key ? { key, handler } : one))),
    remove: (key: number) => setHandlers(draft.handlers.filter((one) => one.key !== key)),
    move: (key: number, by: number) => {
      const at = draft.handlers.findIndex((one) => one.key === key);
      const one = draft.handlers[at];
      const to = at + by;
      if (one === undefined || to < 0 || to >= draft.handlers.length) return;
      const next = draft.handlers.filter((other) => other !== one);
      next.splice(to, 0, one);
      setHandlers(next);
    },
    setLimits: (limits: ChainLimits | null) => setHandlers(draft.handlers, limits),
  };
}
