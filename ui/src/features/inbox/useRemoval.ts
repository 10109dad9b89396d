// Deletes the picked events or the chosen event, then chooses the event that takes their place.
import { useState } from "react";
import type { Deletion } from "@/ipc/types";
import { useDeletion } from "@/lib/deletion/useDeletion";
import { idsOfRow } from "./copies";
import type { ListingView } from "./useListing";
import type { Picks } from "./usePicks";

/** A whole list with more rows is deleted by its filter, so that its ids need not be fetched. */
const MAX_DELETED_BY_ID = 5000;

interface RemovalOptions {
  state: ListingView;
  picks: Picks;
  /** The index of the chosen row; null if it is unknown. */
  chosen: () => number | null;
  selection: number | null;
  onSelect: (id: number) => void;
}

/** The row to choose after a deletion if its event is unknown. Each deletion creates a new object. */
export interface Landing {
  index: number;
}

export function useRemoval({ state, picks, chosen, selection, onSelect }: RemovalOptions) {
  const deletion = useDeletion();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [landing, setLanding] = useState<Landing | null>(null);

  const what = async (): Promise<Deletion> => {
    const isWholeList = picks.count === state.total && !state.counting;
    const isCurrent = isWholeList && state.waiting === 0 && !state.paused;
    if (picks.count > MAX_DELETED_BY_ID && isCurrent)
      return state.filter === "" ? { what: "all" } : { what: "filter", filter: state.filter };
    const ids: number[] = [];
    const groups: Promise<number[]>[] = [];
    const add = (row: Parameters<typeof idsOfRow>[0]) => {
      if (row.copies > 1) groups.push(idsOfRow(row));
      else ids.push(row.id);
    };
    if (picks.count > 0) await picks.each(add);
    else {
      const index = chosen();
      const row = index === null ? undefined : state.row(index);
      if (row !== undefined) add(row);
      else if (selection !== null) ids.push(selection);
    }
    return { what: "ids", ids: [...ids, ...(await Promise.all(groups)).flat()] };
  };
  /** The event below the deleted ones, or else above; null if its row is unknown. */
  const nextAfter = (first: number): number | null => {
    const stays = (index: number) => (picks.count > 0 ? !picks.has(index) : index !== first);
    for (const step of [1, -1]) {
      let index = first;
      while (state.row(index) !== undefined && !stays(index)) index += step;
      const row = state.row(index);
      if (row !== undefined) return row.id;
    }
    return null;
  };
  const remove = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const index = picks.count > 0 ? picks.first() : chosen();
    const next = index === null ? null : nextAfter(index);
    try {
      if (!(await deletion.remove(await what()))) return;
      if (next === null) setLanding({ index: index ?? 0 });
      else onSelect(next);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return { remove: () => void remove(), what, busy: busy || deletion.busy, error, landing };
}
