import { QueryClient } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { bulkProgress, scenarioProgress } from "@/ipc/bindings/commands";
import type { BulkView, ScenarioRunView } from "@/ipc/types";
import { bulkQuery, scenarioRunQuery, storeBulk, storeScenarioRun } from "./runs";

vi.mock("@/ipc/bindings/commands", async (original) => ({
  ...(await original<object>()),
  bulkProgress: vi.fn(),
  scenarioProgress: vi.fn(),
}));

/** A command whose result arrives when the test opens the gate. */
function gate<T>(): { result: Promise<T>; open: (value: T) => void } {
  let open: (value: T) => void = () => undefined;
  const result = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { result, open };
}

it("keeps the end of a scenario run that a signal reports while progress is being fetched", async () => {
  const client = new QueryClient();
  const progress = gate<ScenarioRunView | null>();
  vi.mocked(scenarioProgress).mockReturnValue(progress.result);
  const running = { run: 1, state: "running", elapsed_ms: 5 } as ScenarioRunView;
  const fetched = client.fetchQuery(scenarioRunQuery());
  storeScenarioRun(client, { ...running, state: "done", elapsed_ms: 9 });
  progress.open(running);
  await fetched;
  expect(client.getQueryData(scenarioRunQuery().queryKey)?.state).toBe("done");
});

it("keeps the end of a bulk resend that a signal reports while progress is being fetched", async () => {
  const client = new QueryClient();
  const progress = gate<BulkView | null>();
  vi.mocked(bulkProgress).mockReturnValue(progress.result);
  const running = { bulk: 1, progress: { state: "running", elapsed_ms: 5 } } as BulkView;
  const fetched = client.fetchQuery(bulkQuery());
  storeBulk(client, { ...running, progress: { ...running.progress, state: "done", elapsed_ms: 9 } });
  progress.open(running);
  await fetched;
  expect(client.getQueryData(bulkQuery().queryKey)?.progress.state).toBe("done");
});
