// The steps of a scenario as a list: the selected step, and operations that add, remove and move
// steps.
import { useState } from "react";
import type { StepForm } from "@/ipc/types";
import { NEW_STEP } from "@/lib/scenarios/new-step";

export type StepList = ReturnType<typeof useStepList>;

export function useStepList(steps: readonly StepForm[], onChange: (steps: StepForm[]) => void) {
  const [at, setAt] = useState(0);
  /** Counts changes of the list. Each one reopens the editor of the selected step. */
  const [moves, setMoves] = useState(0);
  const here = Math.min(at, steps.length - 1);
  const step = steps[here];
  const put = (next: StepForm[], index: number) => {
    setMoves(moves + 1);
    setAt(Math.min(Math.max(0, index), next.length - 1));
    onChange(next);
  };
  const insert = (one: StepForm) => put(steps.toSpliced(here + 1, 0, one), here + 1);
  return {
    steps,
    step,
    here,
    moves,
    choose: setAt,
    change: (part: Partial<StepForm>) =>
      onChange(steps.map((one, index) => (index === here ? { ...one, ...part } : one))),
    add: () => insert(NEW_STEP),
    duplicate: () => step !== undefined && insert(step),
    remove: () => put(steps.toSpliced(here, 1), here),
    move: (by: number) => {
      const to = here + by;
      if (step === undefined || to < 0 || to >= steps.length) return;
      put(steps.toSpliced(here, 1).toSpliced(to, 0, step), to);
    },
  };
}
