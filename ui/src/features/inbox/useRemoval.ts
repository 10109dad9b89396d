// Deletes the picked events, the chosen event or the event of a row. Then chooses the event that
// takes their place, if the chosen event was deleted.
import { useState } from "react";
import type { Deletion, EventRow } from "@/ipc/types";
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
    const add = (row: EventRow) => {
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
  const nextAfter = (first: number, stays: (index: number) => boolean): number | null => {
    for (const step of [1, -1]) {
      let index = first;
      while (state.row(index) !== undefined && !stays(index)) index += step;
      const row = state.row(index);
      if (row !== undefined) return row.id;
    }
    return null;
  };
  /** Deletes, and chooses the event after the row at `index` unless it is null. */
  const removeAt = async (
    index: number | null,
    stays: (index: number) => boolean,
    whatNow: () => Promise<Deletion>,
  ) => {
    if (busy) return false;
    setBusy(true);
    setError(null);
    const next = index === null ? null : nextAfter(index, stays);
    try {
      if (!(await deletion.remove(await whatNow()))) return false;
      if (next !== null) onSelect(next);
      return next === null;
    } catch (thrown) {
      setError(thrown);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const remove = async () => {
    const hasPicks = picks.count > 0;
    const index = hasPicks ? picks.first() : chosen();
    const stays = (at: number) => (hasPicks ? !picks.has(at) : at !== index);
    if (await removeAt(index, stays, what)) setLanding({ index: index ?? 0 });
  };
  /** Deletes the events of a row, whatever is picked or chosen. */
  const removeRow = async (row: EventRow) => {
    const index = row.id === selection ? chosen() : null;
    const whatNow = async (): Promise<Deletion> => ({ what: "ids", ids: await idsOfRow(row) });
    const needsLanding = await removeAt(index, (at) => at !== index, whatNow);
    if (needsLanding && index !== null) setLanding({ index });
  };
  return {
    remove: () => void remove(),
    removeRow: (row: EventRow) => void removeRow(row),
    what,
    busy: busy || deletion.busy,
    error,
    landing,
  };
}
