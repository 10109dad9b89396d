// Deletes what is picked in the list, or the event that is chosen, and then goes to the row that took its place.
import { useState } from "react";
import type { Deletion } from "@/ipc/types";
import { useDeletion } from "@/lib/deletion/useDeletion";
import { idsBehind } from "./copies";
import type { ListingView } from "./useListing";
import type { Picks } from "./usePicks";

/** From here on a list that is picked as a whole is deleted by its filter, without asking for every id. */
const MANY = 5000;

interface RemovalOptions {
  state: ListingView;
  picks: Picks;
  /** The index of the chosen row, as far as it is known. */
  chosen: () => number | null;
  selection: number | null;
}

/** A place to go to; another object is another wish. */
export interface Landing {
  index: number;
}

export function useRemoval({ state, picks, chosen, selection }: RemovalOptions) {
  const deletion = useDeletion();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [landing, setLanding] = useState<Landing | null>(null);

  const what = async (): Promise<Deletion> => {
    const all = picks.count === state.total && !state.counting;
    const whole = all && state.waiting === 0 && !state.paused;
    if (picks.count > MANY && whole)
      return state.filter === "" ? { what: "all" } : { what: "filter", filter: state.filter };
    const ids: number[] = [];
    const groups: Promise<number[]>[] = [];
    const take = (row: Parameters<typeof idsBehind>[0]) => {
      if (row.copies > 1) groups.push(idsBehind(row));
      else ids.push(row.id);
    };
    if (picks.count > 0) await picks.each(take);
    else {
      const index = chosen();
      const row = index === null ? undefined : state.row(index);
      if (row !== undefined) take(row);
      else if (selection !== null) ids.push(selection);
    }
    return { what: "ids", ids: [...ids, ...(await Promise.all(groups)).flat()] };
  };
  const remove = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const index = picks.count > 0 ? picks.first() : (chosen() ?? 0);
    try {
      if (await deletion.remove(await what())) setLanding({ index });
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return { remove: () => void remove(), what, busy: busy || deletion.busy, error, landing };
}
