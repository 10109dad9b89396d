// The scenarios that are kept, and the run of one: what is known of them, kept fresh, and what changes them.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { duplicateScenario, removeScenario, saveScenario, scenarioFile, startScenario } from "@/ipc/commands";
import { onScenario } from "@/ipc/signals";
import { scenarioQuery, scenarioRunQuery, scenarioStepsQuery, storeScenarioRun, tagged } from "@/lib/queries";

/** A scenario as its text and as a form. */
export const useScenario = (name: string) => useQuery(scenarioQuery(name));

/** The last run, also when it is over. */
export const useScenarioRun = () => useQuery(scenarioRunQuery());

/** Call this once, at the top of the window. */
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
    mutationFn: startScenario,
    onSuccess: (view) => {
      storeScenarioRun(client, view);
      void client.invalidateQueries(tagged("RecentTargets"));
    },
  });
}

export interface Saving {
  text: string;
  /** The name it had before; null for a new one. */
  was: string | null;
  replace: boolean;
}

export function useSaveScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ text, was, replace }: Saving) => saveScenario(text, was, replace),
    onSuccess: () => client.invalidateQueries(tagged("Scenarios")),
  });
}

export function useDuplicateScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: duplicateScenario,
    onSuccess: () => client.invalidateQueries(tagged("Scenarios")),
  });
}

/** Removes one, and hands back its file, with which it can be brought back. */
export function useRemoveScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (name: string) => {
      const text = await scenarioFile(name);
      await removeScenario(name);
      return { name, text };
    },
    onSuccess: () => client.invalidateQueries(tagged("Scenarios")),
  });
}
