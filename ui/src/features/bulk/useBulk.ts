// The bulk resend of the window: its progress, and the commands that control it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { cancelBulk, pauseBulk, resumeBulk, startBulk } from "@/ipc/bindings/commands";
import { onBulk } from "@/ipc/signals";
import type { BulkRequest, BulkSort, BulkView } from "@/ipc/types";
import {
  bulkPlanQuery,
  bulkQuery,
  bulkReportQuery,
  bulkResultsQuery,
  storeBulk,
  tagged,
} from "@/lib/queries";
import { isUnfinished } from "@/lib/runs/newer";

export const useBulk = () => useQuery(bulkQuery());

/** Stores progress signals. Call it once, at the top of the window. */
export function useBulkSignal(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      onBulk((view) => {
        storeBulk(client, view);
        if (!isUnfinished(view.progress)) {
          void client.invalidateQueries(tagged("BulkResults"));
          void client.invalidateQueries(tagged("BulkReport"));
        }
      }),
    [client],
  );
}

/** The plan of a request. The previous plan stays until the next one arrives. */
export const useBulkPlan = (request: BulkRequest | null) => useQuery(bulkPlanQuery(request));

export function useStartBulk(onStarted: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: BulkRequest) => startBulk({ request }),
    onSuccess: (view) => {
      storeBulk(client, view);
      onStarted();
    },
  });
}

export function useBulkControls(bulk: number) {
  const pause = useMutation({ mutationFn: () => pauseBulk({ bulk }) });
  const resume = useMutation({ mutationFn: () => resumeBulk({ bulk }) });
  const cancel = useMutation({ mutationFn: () => cancelBulk({ bulk }) });
  return {
    pause: () => pause.mutate(),
    resume: () => resume.mutate(),
    cancel: () => cancel.mutate(),
    error: pause.error ?? resume.error ?? cancel.error,
  };
}

export const useBulkReport = (view: BulkView) => useQuery(bulkReportQuery(view));

/** The visible part of the results. The previous part stays until the next one arrives. */
export const useBulkResults = (view: BulkView, sort: BulkSort, start: number) =>
  useQuery(bulkResultsQuery(view, sort, start));
