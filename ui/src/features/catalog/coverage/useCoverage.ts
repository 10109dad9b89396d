// The answers to samples sent to one address, and the tour that sends one of each. While the tour runs, its progress is
// polled.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { cancelTour, coverage, startTour } from "@/ipc/commands";
import { CATALOG } from "@/lib/catalog/useCatalog";
import { TARGETS } from "@/lib/targets/target";

const POLL = 300;

const keyOf = (to: string | null) => ["coverage", to] as const;

export function useCoverage(to: string | null) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: keyOf(to),
    queryFn: () => coverage(to),
    refetchInterval: ({ state }) => (state.data?.tour == null ? false : POLL),
  });
  const touring = query.data?.tour != null;
  const toured = useRef(touring);
  useEffect(() => {
    if (toured.current && !touring)
      for (const queryKey of [CATALOG, TARGETS]) void client.invalidateQueries({ queryKey });
    toured.current = touring;
  }, [touring, client]);
  return query;
}

export function useTour(to: string | null) {
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: startTour,
    onSuccess: (begun, of) => client.setQueryData(keyOf(of), begun),
  });
  const cancel = useMutation({
    mutationFn: cancelTour,
    onSettled: () => client.invalidateQueries({ queryKey: ["coverage"] }),
  });
  return {
    start: () => start.mutate(to),
    cancel: () => cancel.mutate(),
    starting: start.isPending,
    cancelling: cancel.isPending,
    error: start.error ?? cancel.error,
    reset: start.reset,
  };
}
