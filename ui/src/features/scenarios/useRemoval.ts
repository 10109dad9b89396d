// Removes a scenario, and restores it from its file on undo.
import { useAction } from "@/actions/Actions";
import { useRemoveScenario, useSaveScenario } from "./useScenarios";

export type Removal = ReturnType<typeof useRemoval>;

export function useRemoval(onRestored: (name: string) => void) {
  const remove = useRemoveScenario();
  const restore = useSaveScenario();
  const removed = remove.isSuccess && !restore.isSuccess ? remove.data : null;
  const undo = () => {
    if (removed !== null)
      restore.mutate(
        { text: removed.text, was: null, replace: false },
        { onSuccess: (row) => onRestored(row.name) },
      );
  };
  useAction("undoDelete", removed === null ? null : undo);
  return {
    /** The name of the removed scenario; null when no removal can be undone. */
    removed: removed?.name ?? null,
    remove: (name: string) => {
      restore.reset();
      remove.mutate(name);
    },
    undo,
    isRestoring: restore.isPending,
    forget: () => {
      remove.reset();
      restore.reset();
    },
    error: remove.error ?? restore.error,
  };
}
