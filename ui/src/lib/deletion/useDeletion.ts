// Deletes events and restores them. The window offers to undo the last deletion for `MIN_UNDO_MS`
// milliseconds.
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { useAction } from "@/actions/Actions";
import { deleteEvents, undoDelete } from "@/ipc/bindings/commands";
import { MIN_UNDO_MS } from "@/ipc/bindings/limits";
import type { Deleted, Deletion } from "@/ipc/types";

export interface DeletionState {
  /** Resolves to true when the events are deleted, and to false on failure. */
  remove: (what: Deletion) => Promise<boolean>;
  undo: () => void;
  /** The deletion that can be undone; null when there is none. */
  offered: Deleted | null;
  busy: boolean;
  /** The result of the last operation; empty while an undo is offered. */
  message: string;
  error: unknown;
  dismiss: () => void;
  /** Grows with each deletion and each undo. */
  changes: number;
}

const DeletionContextValue = createContext<DeletionState | null>(null);
export const DeletionContext = DeletionContextValue.Provider;

export function useDeletion(): DeletionState {
  const state = useContext(DeletionContextValue);
  if (state === null) throw new Error("useDeletion needs <DeletionContext> around it");
  return state;
}

/** Provides the deletion state. Call it once, where the list is held. */
export function useProvideDeletion(reopen: () => void): DeletionState {
  const [offered, setOffered] = useState<Deleted | null>(null);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState("");
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
      setMessage("");
      try {
        const deleted = await deleteEvents({ what });
        setOffered(deleted.count === 0 ? null : deleted);
        if (deleted.count === 0) setMessage("Nothing deleted: these events no longer exist.");
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
      setMessage(count < offered.count ? `Restored ${count} of ${offered.count} events.` : "");
      changed();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  }, [offered, changed]);
  const dismiss = useCallback(() => {
    setOffered(null);
    setMessage("");
    setError(null);
  }, []);
  useAction("undoDelete", offered === null || busy ? null : () => void undo());
  return useMemo(
    () => ({ remove, undo: () => void undo(), offered, busy, message, error, dismiss, changes }),
    [remove, undo, offered, busy, message, error, dismiss, changes],
  );
}
