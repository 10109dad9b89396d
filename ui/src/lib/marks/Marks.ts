// A person's own marks on events: stars and notes. Whoever shows events learns of a mark at once.
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import { setNote, star } from "@/ipc/bindings/commands";
import type { EventRow } from "@/ipc/types";
import { eventQuery } from "@/lib/queries";

export interface Marks {
  star: (ids: readonly number[], starred: boolean) => void;
  /** Fulfilled when it is kept. */
  note: (id: number, text: string) => Promise<void>;
  /** Why a star was not kept. */
  error: unknown;
}

type Patch = (ids: ReadonlySet<number>, change: Partial<EventRow>) => void;

const NOTHING: Marks = { star: () => undefined, note: async () => undefined, error: null };
export const MarksContext = createContext<Marks>(NOTHING);
export const useMarks = () => useContext(MarksContext);

/** To be called once, by what holds the list. */
export function useOwnMarks(patch: Patch): Marks {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const tell = useCallback(
    (ids: ReadonlySet<number>, change: Partial<EventRow>, note?: string | null) => {
      patch(ids, change);
      for (const id of ids)
        client.setQueryData(eventQuery(id).queryKey, (known) =>
          known === undefined
            ? known
            : { ...known, row: { ...known.row, ...change }, ...(note === undefined ? {} : { note }) },
        );
    },
    [client, patch],
  );
  const starThem = useCallback(
    (ids: readonly number[], starred: boolean) => {
      star({ ids: [...ids], starred })
        .then(() => {
          setError(null);
          tell(new Set(ids), { starred });
        })
        .catch(setError);
    },
    [tell],
  );
  const note = useCallback(
    async (id: number, text: string) => {
      await setNote({ id, note: text });
      tell(new Set([id]), { noted: text !== "" }, text === "" ? null : text);
    },
    [tell],
  );
  return useMemo(() => ({ star: starThem, note, error }), [starThem, note, error]);
}
