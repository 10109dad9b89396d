// Saves the draft of a scenario.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { writeScenario } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import { useBrokenSteps } from "./useBrokenSteps";
import type { ScenarioDraftState } from "./useScenarioDraft";
import { useSaveScenario } from "./useScenarios";

export function useScenarioSaving(
  name: string,
  draft: ScenarioDraftState,
  onRenamed: (name: string) => void,
) {
  const saving = useSaveScenario();
  const broken = useBrokenSteps(draft.edited ? null : draft.form);
  const [problem, setProblem] = useState<unknown>(null);
  const save = async (replace = false): Promise<boolean> => {
    setProblem(null);
    try {
      // The text of the draft lags behind the form, so it is generated from the current form.
      const read =
        draft.by === "form" && draft.form !== null ? await writeScenario({ form: draft.form }) : null;
      const text = read === null ? draft.text : read.text;
      if (text === null || !(await broken.confirm(draft.form))) return false;
      const row = await saving.mutateAsync({ text, was: name, replace });
      draft.saved();
      broken.remember(draft.form);
      if (row.name !== name) onRenamed(row.name);
      return true;
    } catch (thrown) {
      setProblem(thrown);
      return false;
    }
  };
  const isPossible = draft.edited && draft.mistake === null && !saving.isPending;
  useAction("saveScenario", isPossible ? () => void save() : null);
  return {
    save,
    /** The question whether to save a broken body; null without one. */
    question: broken.question,
    isPossible,
    problem,
    /** Another scenario has this name. `save(true)` replaces it. */
    isTaken: problem !== null && describeError(problem).code === "taken",
  };
}
