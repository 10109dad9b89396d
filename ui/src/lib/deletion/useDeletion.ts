// Takes events away and, for a while, brings them back. What was deleted is offered back for a minute; the last deletion
// can be undone as long as its offer stands.
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { useAction } from "@/actions/Actions";
import { deleteEvents, undoDelete } from "@/ipc/bindings/commands";
import { MIN_UNDO_MS } from "@/ipc/bindings/limits";
import type { Deleted, Deletion } from "@/ipc/types";

/** What a deletion or its undo changes, besides the list. */

export interface DeletionState {
  /** Fulfilled when they are gone; false when they are not. */
  remove: (what: Deletion) => Promise<boolean>;
  undo: () => void;
  /** What can be brought back. */
  offered: Deleted | null;
  busy: boolean;
  /** What was done last, when nothing is offered. */
  told: string;
  error: unknown;
  dismiss: () => void;
  /** Grows with each deletion and each undoing. */
  changes: number;
}

const DeletionContextValue = createContext<DeletionState | null>(null);
export const DeletionContext = DeletionContextValue.Provider;

export function useDeletion(): DeletionState {
  const state = useContext(DeletionContextValue);
  if (state === null) throw new Error("useDeletion needs <DeletionContext> around it");
  return state;
}

/** To be called once, by what holds the list. */
export function useOwnDeletion(reopen: () => void): DeletionState {
  const [offered, setOffered] = useState<Deleted | null>(null);
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    if (offered === null) return;
    const timer = setTimeout(() => setOffered(null), MIN_UNDO_MS);
    return () => clearTimeout(timer);
  }, [offered]);
  const changed = useCallback(() => {
    reopen();
    setChanges((n) => n + 1);
  }, [reopen]);
  const remove = useCallback(
    async (what: Deletion) => {
      setBusy(true);
      setError(null);
      setTold("");
      try {
        const deleted = await deleteEvents({ what });
        setOffered(deleted.count === 0 ? null : deleted);
        if (deleted.count === 0) setTold("Nothing was deleted: these events are gone already.");
        changed();
        return true;
      } catch (thrown) {
        setError(thrown);
        return false;
      } finally {
        setBusy(false);
      }
    },
    [changed],
  );
  const undo = useCallback(async () => {
    if (offered === null) return;
    setBusy(true);
    setError(null);
    try {
      const count = await undoDelete({ undo: offered.undo });
      setOffered(null);
      setTold(count < offered.count ? `${count} of ${offered.count} events came back.` : "");
      changed();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  }, [offered, changed]);
  const dismiss = useCallback(() => {
    setOffered(null);
    setTold("");
    setError(null);
  }, []);
  useAction("undoDelete", offered === null || busy ? null : () => void undo());
  return useMemo(
    () => ({ remove, undo: () => void undo(), offered, busy, told, error, dismiss, changes }),
    [remove, undo, offered, busy, told, error, dismiss, changes],
  );
}
