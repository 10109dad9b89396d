// Saves a scenario that is edited.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { writeScenario } from "@/ipc/bindings/commands";
import { troubleOf } from "@/ipc/errors";
import type { OnDesk } from "./desk";
import { useSaveScenario } from "./useScenarios";

export function useDeskSaving(name: string, desk: OnDesk, onRenamed: (name: string) => void) {
  const saving = useSaveScenario();
  const [problem, setProblem] = useState<unknown>(null);
  const save = async (replace = false): Promise<boolean> => {
    setProblem(null);
    try {
      // The text lags behind the form by a pause, so it is written again from the form as it is now.
      const read = desk.by === "form" && desk.form !== null ? await writeScenario({ form: desk.form }) : null;
      const text = read === null ? desk.text : read.text;
      if (text === null) return false;
      const row = await saving.mutateAsync({ text, was: name, replace });
      desk.saved();
      if (row.name !== name) onRenamed(row.name);
      return true;
    } catch (thrown) {
      setProblem(thrown);
      return false;
    }
  };
  const isPossible = desk.edited && desk.mistake === null && !saving.isPending;
  useAction("saveScenario", isPossible ? () => void save() : null);
  return {
    save,
    isPossible,
    problem,
    /** Another scenario has this name; `save(true)` replaces it. */
    isTaken: problem !== null && troubleOf(problem).code === "taken",
  };
}
