// The answers to samples sent to one target, and the tour that sends a sample of each type. The
// progress of a running tour is polled.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { cancelTour, startTour } from "@/ipc/bindings/commands";
import { coverageQuery, tagged } from "@/lib/queries";

export function useCoverage(to: string | null) {
  const client = useQueryClient();
  const query = useQuery(coverageQuery(to));
  const isRunning = query.data?.tour != null;
  const wasRunning = useRef(isRunning);
  useEffect(() => {
    if (wasRunning.current && !isRunning) {
      void client.invalidateQueries(tagged("Catalog"));
      void client.invalidateQueries(tagged("CoverageTargets"));
    }
    wasRunning.current = isRunning;
  }, [isRunning, client]);
  return query;
}

export function useTour(to: string | null, act: boolean) {
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: (to: string | null) => startTour({ to, act }),
    onSuccess: (coverage, target) => client.setQueryData(coverageQuery(target).queryKey, coverage),
  });
  const cancel = useMutation({ mutationFn: () => cancelTour() });
  return {
    start: () => start.mutate(to),
    cancel: () => cancel.mutate(),
    starting: start.isPending,
    canceling: cancel.isPending,
    error: start.error ?? cancel.error,
    reset: start.reset,
  };
}
