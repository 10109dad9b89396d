// Hooks that list the saved scenarios and record a new one.
import { useMutation, useQuery } from "@tanstack/react-query";
import { recordScenario } from "@/ipc/bindings/commands";
import type { RecordRequest } from "@/ipc/types";
import { scenarioListQuery } from "@/lib/queries";

export const useScenarios = () => useQuery(scenarioListQuery());

export const useRecordScenario = () =>
  useMutation({ mutationFn: (request: RecordRequest) => recordScenario({ request }) });
