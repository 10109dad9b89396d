// The bulk send of the window: how far it is, kept fresh by its signal, and what can be told to it.
import {
  keepPreviousData,
  type QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import {
  BULK_WINDOW_MAX,
  bulkProgress,
  bulkReport,
  bulkResults,
  cancelBulk,
  pauseBulk,
  planBulk,
  resumeBulk,
  startBulk,
} from "@/ipc/commands";
import { onBulk } from "@/ipc/signals";
import type { BulkRequest, BulkSort, BulkView } from "@/ipc/types";
import { RECENT_TARGETS } from "@/lib/queries";
import { further } from "@/lib/runs/further";
import { isUnderWay } from "./words";

const BULK = ["bulk"] as const;
const RESULTS = ["bulk-results"] as const;

/** Results are asked for again at most so often while it sends. */
const REFRESH = 500;

type Known = BulkView | null | undefined;

const isSame = (before: Known, next: Known) => before?.bulk === next?.bulk;
/** One that has ended stays ended. */
const ageOf = (view: Known) =>
  view == null ? 0 : isUnderWay(view.progress) ? view.progress.elapsed_ms : Number.POSITIVE_INFINITY;
/** Keeps what is known of the bulk send, unless more is known already. */
const keep = (client: QueryClient, view: BulkView | null) =>
  client.setQueryData<Known>(BULK, (before) => further<Known>(before, view, isSame, ageOf));

export const useBulk = () =>
  useQuery({
    queryKey: BULK,
    queryFn: async ({ client }) =>
      further<Known>(client.getQueryData(BULK), await bulkProgress(), isSame, ageOf) ?? null,
  });

/** To be called once, at the top of the window. */
export function useBulkSignal(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      onBulk((view) => {
        keep(client, view);
        if (!isUnderWay(view.progress)) {
          void client.invalidateQueries({ queryKey: RESULTS });
          void client.invalidateQueries({ queryKey: ["bulk-report"] });
        }
      }),
    [client],
  );
}

/** What a request would send; the answer before stays until the next is here. */
export const useBulkPlan = (request: BulkRequest | null) =>
  useQuery({
    queryKey: ["bulk-plan", request],
    queryFn: () => (request === null ? null : planBulk(request)),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });

export function useStartBulk(onStarted: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: startBulk,
    onSuccess: (view) => {
      keep(client, view);
      void client.invalidateQueries({ queryKey: RECENT_TARGETS });
      onStarted();
    },
  });
}

export function useBulkOrders(bulk: number) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: BULK });
  const pause = useMutation({ mutationFn: () => pauseBulk(bulk), onSettled });
  const resume = useMutation({ mutationFn: () => resumeBulk(bulk), onSettled });
  const cancel = useMutation({ mutationFn: () => cancelBulk(bulk), onSettled });
  return {
    pause: () => pause.mutate(),
    resume: () => resume.mutate(),
    cancel: () => cancel.mutate(),
    error: pause.error ?? resume.error ?? cancel.error,
  };
}

export const useBulkReport = (view: BulkView) =>
  useQuery({
    queryKey: ["bulk-report", view.bulk, isUnderWay(view.progress)],
    queryFn: () => bulkReport(view.bulk),
    refetchInterval: view.progress.state === "running" ? 2 * REFRESH : false,
  });

/** The part of the results that is in view; the one before stays until it is here. */
export function useBulkResults(view: BulkView, sort: BulkSort, start: number) {
  return useQuery({
    queryKey: [...RESULTS, view.bulk, sort, start],
    queryFn: () => bulkResults(view.bulk, sort, start, BULK_WINDOW_MAX),
    placeholderData: keepPreviousData,
    refetchInterval: view.progress.state === "running" ? REFRESH : false,
  });
}
