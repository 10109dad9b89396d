// The saved scenarios, and recording a new one.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { recordScenario, scenarios } from "@/ipc/commands";
import { SCENARIOS } from "@/lib/queries";

export const useScenarios = () => useQuery({ queryKey: SCENARIOS, queryFn: scenarios });

export function useRecordScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: recordScenario,
    onSuccess: () => client.invalidateQueries({ queryKey: SCENARIOS }),
  });
}
