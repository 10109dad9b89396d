// The answers to samples sent to one address, and the tour that sends one of each. While the tour runs, its progress is
// polled.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { cancelTour, startTour } from "@/ipc/bindings/commands";
import { coverageQuery, tagged } from "@/lib/queries";

export function useCoverage(to: string | null) {
  const client = useQueryClient();
  const query = useQuery(coverageQuery(to));
  const touring = query.data?.tour != null;
  const toured = useRef(touring);
  useEffect(() => {
    if (toured.current && !touring) {
      void client.invalidateQueries(tagged("Catalog"));
      void client.invalidateQueries(tagged("CoverageTargets"));
    }
    toured.current = touring;
  }, [touring, client]);
  return query;
}

export function useTour(to: string | null) {
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: (to: string | null) => startTour({ to }),
    onSuccess: (begun, of) => client.setQueryData(coverageQuery(of).queryKey, begun),
  });
  const cancel = useMutation({ mutationFn: () => cancelTour() });
  return {
    start: () => start.mutate(to),
    cancel: () => cancel.mutate(),
    starting: start.isPending,
    cancelling: cancel.isPending,
    error: start.error ?? cancel.error,
    reset: start.reset,
  };
}
