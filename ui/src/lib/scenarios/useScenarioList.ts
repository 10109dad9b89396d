// The saved scenarios, and recording a new one.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { recordScenario } from "@/ipc/commands";
import { scenarioListQuery, tagged } from "@/lib/queries";

export const useScenarios = () => useQuery(scenarioListQuery());

export function useRecordScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: recordScenario,
    onSuccess: () => client.invalidateQueries(tagged("Scenarios")),
  });
}
