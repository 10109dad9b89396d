// The user's annotations of events: stars and notes. A change is applied to the list and to the
// cached event at once.
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import { setNote, star } from "@/ipc/bindings/commands";
import type { EventRow } from "@/ipc/types";
import { eventQuery } from "@/lib/queries";

export interface Annotations {
  star: (ids: readonly number[], starred: boolean) => void;
  /** Resolves when the note is stored. */
  note: (id: number, text: string) => Promise<void>;
  /** Why a star was not stored. */
  error: unknown;
}

type Patch = (ids: ReadonlySet<number>, change: Partial<EventRow>) => void;

const NOTHING: Annotations = { star: () => undefined, note: async () => undefined, error: null };
export const AnnotationsContext = createContext<Annotations>(NOTHING);
export const useAnnotations = () => useContext(AnnotationsContext);

/** Provides the annotations. Call it once, where the list is held. */
export function useProvideAnnotations(patch: Patch): Annotations {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const applyChange = useCallback(
    (ids: ReadonlySet<number>, change: Partial<EventRow>, note?: string | null) => {
      patch(ids, change);
      for (const id of ids)
        client.setQueryData(eventQuery(id).queryKey, (cached) =>
          cached === undefined
            ? cached
            : { ...cached, row: { ...cached.row, ...change }, ...(note === undefined ? {} : { note }) },
        );
    },
    [client, patch],
  );
  const setStars = useCallback(
    (ids: readonly number[], starred: boolean) => {
      star({ ids: [...ids], starred })
        .then(() => {
          setError(null);
          applyChange(new Set(ids), { starred });
        })
        .catch(setError);
    },
    [applyChange],
  );
  const note = useCallback(
    async (id: number, text: string) => {
      await setNote({ id, note: text });
      applyChange(new Set([id]), { noted: text !== "" }, text === "" ? null : text);
    },
    [applyChange],
  );
  return useMemo(() => ({ star: setStars, note, error }), [setStars, note, error]);
}
