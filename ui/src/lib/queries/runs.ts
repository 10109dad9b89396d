// Queries for bulk resends and scenarios. Progress arrives both by signal and as the result of a
// command, in any order, so older progress must not replace newer progress.
import { keepPreviousData, type QueryClient, queryOptions, skipToken } from "@tanstack/react-query";
import {
  bulkProgress,
  bulkReport,
  bulkResults,
  planBulk,
  scenario,
  scenarioProgress,
  scenarioSteps,
  scenarios,
} from "@/ipc/bindings/commands";
import { MAX_BULK_ROWS } from "@/ipc/bindings/limits";
import type { BulkRequest, BulkSort, BulkView, ScenarioRunView } from "@/ipc/types";
import { isUnfinished, newer } from "@/lib/runs/newer";
import { key } from "./tags";

const RESULTS_INTERVAL = 500;
const REPORT_INTERVAL = 1000;

type Known<T> = T | null | undefined;

const laterBulk = (before: Known<BulkView>, next: Known<BulkView>) =>
  newer(
    before,
    next,
    (one, other) => one?.bulk === other?.bulk,
    // A finished bulk resend stays finished.
    (view) =>
      view == null ? 0 : isUnfinished(view.progress) ? view.progress.elapsed_ms : Number.POSITIVE_INFINITY,
  );

/** The last bulk resend, even when it is finished; null before the first. */
export const bulkQuery = () =>
  queryOptions({
    queryKey: key("Bulk"),
    queryFn: async ({ client }): Promise<BulkView | null> => {
      const next = await bulkProgress();
      // A signal can store newer progress during the call, so the cache is read after it.
      return laterBulk(client.getQueryData<BulkView | null>(key("Bulk")), next) ?? null;
    },
  });

/** Stores progress unless newer progress is cached. */
export const storeBulk = (client: QueryClient, view: BulkView) =>
  client.setQueryData(bulkQuery().queryKey, (before) => laterBulk(before, view));

export const bulkPlanQuery = (request: BulkRequest | null) =>
  queryOptions({
    queryKey: key("BulkPlan", request),
    queryFn: request === null ? skipToken : () => planBulk({ request }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });

export const bulkReportQuery = ({ bulk, progress }: BulkView) =>
  queryOptions({
    queryKey: key("BulkReport", bulk, isUnfinished(progress)),
    queryFn: () => bulkReport({ bulk }),
    refetchInterval: progress.state === "running" ? REPORT_INTERVAL : false,
  });

export const bulkResultsQuery = ({ bulk, progress }: BulkView, sort: BulkSort, start: number) =>
  queryOptions({
    queryKey: key("BulkResults", bulk, sort, start),
    queryFn: () => bulkResults({ bulk, sort, start, len: MAX_BULK_ROWS }),
    placeholderData: keepPreviousData,
    refetchInterval: progress.state === "running" ? RESULTS_INTERVAL : false,
  });

export const scenarioListQuery = () => queryOptions({ queryKey: key("Scenarios"), queryFn: scenarios });

/** A scenario as text and as a form. */
export const scenarioQuery = (name: string) =>
  queryOptions({ queryKey: key("Scenario", name), queryFn: () => scenario({ name }), gcTime: 0 });

const laterScenarioRun = (before: Known<ScenarioRunView>, next: Known<ScenarioRunView>) =>
  newer(
    before,
    next,
    (one, other) => one?.run === other?.run,
    // A finished run stays finished.
    (view) => (view == null ? 0 : view.state === "running" ? view.elapsed_ms : Number.POSITIVE_INFINITY),
  );

/** The last scenario run, even when it is finished; null before the first. */
export const scenarioRunQuery = () =>
  queryOptions({
    queryKey: key("ScenarioRun"),
    queryFn: async ({ client }): Promise<ScenarioRunView | null> => {
      const next = await scenarioProgress();
      return laterScenarioRun(client.getQueryData<ScenarioRunView | null>(key("ScenarioRun")), next) ?? null;
    },
  });

/** Stores progress unless newer progress is cached. */
export const storeScenarioRun = (client: QueryClient, view: ScenarioRunView) =>
  client.setQueryData(scenarioRunQuery().queryKey, (before) => laterScenarioRun(before, view));

export const scenarioStepsQuery = (run: number, start: number) =>
  queryOptions({
    queryKey: key("ScenarioSteps", run, start),
    queryFn: () => scenarioSteps({ run, start, len: MAX_BULK_ROWS }),
    placeholderData: keepPreviousData,
  });
