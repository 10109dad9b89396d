// The chain of handlers that is being put together. It lives as long as the window.
import { useWindowSlot, type WindowState, windowSlot } from "@/components/WindowState";
import type { ChainHandler, ChainLimits } from "@/ipc/types";

export interface Asked {
  key: number;
  handler: ChainHandler;
}

interface ChainWork {
  handlers: readonly Asked[];
  /** Null: Authgear's own. */
  limits: ChainLimits | null;
}

const FIRST: ChainWork = { handlers: [{ key: 0, handler: { form: "rules" } }], limits: null };
const CHAIN = windowSlot<ChainWork>(FIRST);

let made = 0;
const withKey = (handler: ChainHandler): Asked => {
  made += 1;
  return { key: made, handler };
};

/** Replaces the chain. */
export function setChain(state: WindowState, urls: readonly string[], limits: ChainLimits): void {
  const handlers = urls.map((url) => withKey({ form: "url", url }));
  state.set(CHAIN, { handlers, limits });
}

export function useChainWork() {
  const [work, set] = useWindowSlot(CHAIN);
  const put = (handlers: readonly Asked[], limits = work.limits) => set({ handlers, limits });
  return {
    ...work,
    add: (handler: ChainHandler) => put([...work.handlers, withKey(handler)]),
    change: (key: number, handler: ChainHandler) =>
      put(work.handlers.map((one) => (one.key === key ? { key, handler } : one))),
    remove: (key: number) => put(work.handlers.filter((one) => one.key !== key)),
    move: (key: number, by: number) => {
      const at = work.handlers.findIndex((one) => one.key === key);
      const one = work.handlers[at];
      const to = at + by;
      if (one === undefined || to < 0 || to >= work.handlers.length) return;
      const next = work.handlers.filter((other) => other !== one);
      next.splice(to, 0, one);
      put(next);
    },
    setLimits: (limits: ChainLimits | null) => put(work.handlers, limits),
  };
}
