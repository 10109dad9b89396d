// The handlers that a person puts together, kept as long as the window is open.
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ChainHandler, ChainLimits } from "../../ipc/types";

const CHAIN = ["chain", "work"] as const;

export interface Asked {
  key: number;
  handler: ChainHandler;
}

export interface ChainWork {
  handlers: readonly Asked[];
  /** Null: Authgear's own. */
  limits: ChainLimits | null;
}

const FIRST: ChainWork = { handlers: [{ key: 0, handler: { form: "rules" } }], limits: null };

let made = 0;
const withKey = (handler: ChainHandler): Asked => {
  made += 1;
  return { key: made, handler };
};

/** Puts handlers from elsewhere in place of those that are there. */
export function setChain(client: QueryClient, urls: readonly string[], limits: ChainLimits): void {
  const handlers = urls.map((url) => withKey({ form: "url", url }));
  client.setQueryData<ChainWork>(CHAIN, { handlers, limits });
}

export function useChainWork() {
  const client = useQueryClient();
  const work =
    useQuery<ChainWork>({
      queryKey: CHAIN,
      queryFn: () => client.getQueryData<ChainWork>(CHAIN) ?? FIRST,
      initialData: FIRST,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: Number.POSITIVE_INFINITY,
    }).data ?? FIRST;
  const put = (handlers: readonly Asked[], limits = work.limits) =>
    client.setQueryData<ChainWork>(CHAIN, { handlers, limits });
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
