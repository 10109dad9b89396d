// The steps of a run, and the checks of the selected step.
import { useState } from "react";
import { Icon } from "@/components/Icon";
import { ListBox, Option } from "@/components/ListBox";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import { useVirtualRows } from "@/components/useVirtualRows";
import { durationOf } from "@/format/time";
import { MAX_SCENARIO_ROWS } from "@/ipc/bindings/limits";
import type { ScenarioRunStep, ScenarioRunView } from "@/ipc/types";
import { STEP_STATES, stepsDone } from "./labels";
import styles from "./ScenarioRun.module.css";
import { StepChecks } from "./StepChecks";
import { useRunSteps } from "./useScenarios";

/** Must equal the CSS variable --row, in pixels: row positions are computed from it. */
const ROW_HEIGHT = 28;

const idOf = (index: number) => `run-step-${index + 1}`;

export function RunSteps({ run }: { run: ScenarioRunView }) {
  const rows = useVirtualRows(run.steps, ROW_HEIGHT);
  const [chosen, setChosen] = useState<number | null>(null);
  const done = stepsDone(run);
  const half = MAX_SCENARIO_ROWS / 2;
  const start = Math.max(0, Math.floor(rows.start / half) * half);
  const { data = [] } = useRunSteps(run.run, start);
  const at = (index: number) => data.find(({ number }) => number === index + 1);
  // Without a selection: the first failed step, otherwise the last completed step.
  const failed = data.findIndex(({ done }) => done !== null && done.state !== "passed");
  const here = chosen ?? (failed >= 0 ? start + failed : Math.max(0, Math.min(done, run.steps) - 1));
  const drawn = Array.from({ length: Math.max(0, rows.end - rows.start) }, (_, n) => rows.start + n);
  const step = at(here);
  return (
    <Stack fill>
      <ListBox
        label="Steps of the run"
        count={run.steps}
        current={here}
        idOf={idOf}
        rows={rows}
        rowHeight={ROW_HEIGHT}
        onMove={(index) => {
          setChosen(index);
          rows.reveal(index);
        }}
      >
        {drawn.map((index) => {
          const one = at(index);
          return one === undefined ? null : (
            <RunStep
              key={one.number}
              step={one}
              total={run.steps}
              top={rows.top(index)}
              selected={index === here}
              sending={run.state === "running" && index === done}
              onChoose={() => setChosen(index)}
            />
          );
        })}
      </ListBox>
      {step !== undefined && step.done !== null && (
        <StepChecks number={step.number} name={step.name} done={step.done} />
      )}
    </Stack>
  );
}

interface RunStepProps {
  step: ScenarioRunStep;
  total: number;
  top: number;
  selected: boolean;
  sending: boolean;
  onChoose: () => void;
}

function RunStep({ step, total, top, selected, sending, onChoose }: RunStepProps) {
  const { done } = step;
  const state = done === null ? null : STEP_STATES[done.state];
  const isGood = done?.state === "passed";
  const tone = isGood ? styles.ok : done === null || done.state === "skipped" ? styles.soft : styles.bad;
  return (
    <Option
      id={idOf(step.number - 1)}
      selected={selected}
      index={step.number - 1}
      total={total}
      top={top}
      line
      className={styles.row}
      onChoose={onChoose}
    >
      <span className={tone}>
        <Icon name={state?.icon ?? (sending ? "play" : "clock")} />
        {state?.word ?? (sending ? "Sending" : "Waiting")}
      </span>
      <span>
        {step.number}. <UntrustedText text={step.name} />
      </span>
      <span className={styles.soft}>{done?.status ?? ""}</span>
      <span className={styles.soft}>
        {done === null || done.url === null ? "" : durationOf(done.duration_us)}
      </span>
    </Option>
  );
}
