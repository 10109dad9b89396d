// Starts a run of a scenario: its target, and the confirmation of a host outside this computer.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { urlOfText } from "@/format/url";
import { cancelScenario } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import { useRecentTargets } from "@/lib/sending/useRecentTargets";
import { useScenarioRun, useStartScenario } from "./useScenarios";

export interface ScenarioToRun {
  name: string;
  /** Saves unsaved edits before the run; null without edits. */
  save: (() => Promise<boolean>) | null;
  savable: boolean;
}

export function useScenarioStart({ name, save, savable }: ScenarioToRun) {
  const { data: recent = [] } = useRecentTargets();
  const [typed, setTyped] = useState<string | null>(null);
  const to = typed ?? recent[0] ?? "";
  const { data: last } = useScenarioRun();
  const start = useStartScenario();
  const [asking, setAsking] = useState<string | null>(null);
  const isRunning = last?.state === "running";
  const isPossible = to.trim() !== "" && !isRunning && !start.isPending && savable;
  const go = async (confirmed: boolean) => {
    if (!isPossible) return;
    if (save !== null && !(await save())) return;
    start.mutate(
      { name, to: urlOfText(to), timeout_ms: null, verify_tls: true, confirmed },
      {
        onSuccess: () => setAsking(null),
        onError: (thrown) => {
          const trouble = describeError(thrown);
          if (trouble.code !== "unconfirmed_host") return;
          setAsking(trouble.sentence);
          start.reset();
        },
      },
    );
  };
  const cancel = () => last != null && void cancelScenario({ run: last.run });
  const send = isPossible ? () => void go(false) : null;
  useAction("send", send);
  useAction("runScenario", send);
  useAction("cancelScenario", isRunning ? cancel : null);
  return {
    to,
    recent,
    changeTarget: (url: string) => {
      start.reset();
      setTyped(url);
    },
    isPossible,
    go,
    cancel,
    error: start.error,
    /** Why the host needs a confirmation; null while the dialog is closed. */
    asking,
    stopAsking: () => setAsking(null),
    /** The last run of this scenario. */
    run: last?.name === name ? last : null,
    /** The name of another scenario that is running; null without one. */
    otherRunning: isRunning && last.name !== name ? last.name : null,
  };
}
