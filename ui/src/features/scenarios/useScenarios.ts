// The scenarios that are kept, and the run of one: what is known of them, kept fresh, and what changes them.
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  BULK_WINDOW_MAX,
  duplicateScenario,
  removeScenario,
  saveScenario,
  scenario,
  scenarioFile,
  scenarioProgress,
  scenarioSteps,
  startScenario,
} from "@/ipc/commands";
import { onScenario } from "@/ipc/signals";
import type { ScenarioRunView } from "@/ipc/types";
import { RECENT_TARGETS, SCENARIOS } from "@/lib/queries";
import { further } from "@/lib/runs/further";

const RUN = ["scenario-run"] as const;
const STEPS = ["scenario-steps"] as const;

/** A scenario as its text and as a form. */
export const useScenario = (name: string) =>
  useQuery({ queryKey: [...SCENARIOS, "one", name], queryFn: () => scenario(name), gcTime: 0 });

/** The last run, also when it is over. */
export const useScenarioRun = () =>
  useQuery({
    queryKey: RUN,
    queryFn: async ({ client }) =>
      further<Known>(client.getQueryData(RUN), await scenarioProgress(), isSame, ageOf) ?? null,
  });

type Known = ScenarioRunView | null | undefined;

const isSame = (before: Known, next: Known) => before?.run === next?.run;
/** One that has ended stays ended. */
const ageOf = (view: Known) =>
  view == null ? 0 : view.state === "running" ? view.elapsed_ms : Number.POSITIVE_INFINITY;
/** Keeps what is known of the run, unless more is known already. */
const keep = (client: QueryClient, view: ScenarioRunView | null) =>
  client.setQueryData<Known>(RUN, (before) => further<Known>(before, view, isSame, ageOf));

/** To be called once, at the top of the window. */
export function useScenarioSignal(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      onScenario((view) => {
        keep(client, view);
        void client.invalidateQueries({ queryKey: STEPS });
      }),
    [client],
  );
}

export const useRunSteps = (run: number, start: number) =>
  useQuery({
    queryKey: [...STEPS, run, start],
    queryFn: () => scenarioSteps(run, start, BULK_WINDOW_MAX),
    placeholderData: (before) => before,
  });

export function useStartScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: startScenario,
    onSuccess: (view) => {
      keep(client, view);
      void client.invalidateQueries({ queryKey: RECENT_TARGETS });
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
    onSuccess: () => client.invalidateQueries({ queryKey: SCENARIOS }),
  });
}

export function useDuplicateScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: duplicateScenario,
    onSuccess: () => client.invalidateQueries({ queryKey: SCENARIOS }),
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
    onSuccess: () => client.invalidateQueries({ queryKey: SCENARIOS }),
  });
}
