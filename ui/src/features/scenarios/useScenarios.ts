// The saved scenarios, the last run, and the commands that change them.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  duplicateScenario,
  removeScenario,
  saveScenario,
  scenarioFile,
  startScenario,
} from "@/ipc/bindings/commands";
import { onScenario } from "@/ipc/signals";
import type { ScenarioRunRequest } from "@/ipc/types";
import { scenarioQuery, scenarioRunQuery, scenarioStepsQuery, storeScenarioRun, tagged } from "@/lib/queries";

/** A scenario as its text and as a form. */
export const useScenario = (name: string) => useQuery(scenarioQuery(name));

/** The last run, finished or not. */
export const useScenarioRun = () => useQuery(scenarioRunQuery());

/** Stores run signals. Call it once, at the top of the window. */
export function useScenarioSignal(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      onScenario((view) => {
        storeScenarioRun(client, view);
        void client.invalidateQueries(tagged("ScenarioSteps"));
      }),
    [client],
  );
}

export const useRunSteps = (run: number, start: number) => useQuery(scenarioStepsQuery(run, start));

export function useStartScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: ScenarioRunRequest) => startScenario({ request }),
    onSuccess: (view) => storeScenarioRun(client, view),
  });
}

export interface Saving {
  text: string;
  /** The name it had before; null for a new one. */
  was: string | null;
  replace: boolean;
}

export function useSaveScenario() {
  return useMutation({
    mutationFn: ({ text, was, replace }: Saving) => saveScenario({ text, was, replace }),
  });
}

export function useDuplicateScenario() {
  return useMutation({
    mutationFn: (name: string) => duplicateScenario({ name }),
  });
}

/** Removes a scenario and returns its file, which can restore it. */
export function useRemoveScenario() {
  return useMutation({
    mutationFn: async (name: string) => {
      const text = await scenarioFile({ name });
      await removeScenario({ name });
      return { name, text };
    },
  });
}
