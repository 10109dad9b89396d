// The steps of a scenario, in order, and the chosen one to be edited.
import { type KeyboardEvent, useState } from "react";
import { Group, Panel } from "react-resizable-panels";
import { Button } from "@/components/Button";
import { Divider } from "@/components/Divider";
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import type { ScenarioForm, ScenarioMistake, StepForm } from "@/ipc/types";
import styles from "./Scenarios.module.css";
import { StepEditor } from "./StepEditor";
import { expectWords, stepName, stepsWord } from "./words";

interface StepsProps {
  form: ScenarioForm;
  mistake: ScenarioMistake | null;
  onChange: (form: ScenarioForm) => void;
}

/** Below this, panes beside the work are narrower. */
export const WIDE = 1240;

const NEW: StepForm = {
  name: "",
  pause_ms: 0,
  method: "POST",
  target: "",
  headers: [{ name: "Content-Type", value: "application/json", base64: false }],
  body: "{}",
  base64: false,
  fresh: { id: false, seq: false, timestamp: false },
  edits: [],
  signing: { how: "original" },
  status: "2xx",
  verdict: "",
  within_ms: null,
  answer: [],
};

export function Steps({ form, mistake, onChange }: StepsProps) {
  const [at, setAt] = useState(0);
  /** Grows when steps change places, so that editors open anew. */
  const [moves, setMoves] = useState(0);
  const here = Math.min(at, form.steps.length - 1);
  const step = form.steps[here];
  const put = (steps: StepForm[], next: number) => {
    setMoves(moves + 1);
    setAt(Math.min(Math.max(0, next), steps.length - 1));
    onChange({ ...form, steps });
  };
  const move = (by: number) => {
    const to = here + by;
    if (step === undefined || to < 0 || to >= form.steps.length) return;
    const steps = form.steps.filter((_, index) => index !== here);
    steps.splice(to, 0, step);
    put(steps, to);
  };
  const insert = (one: StepForm) => put(form.steps.toSpliced(here + 1, 0, one), here + 1);
  const change = (part: Partial<StepForm>) =>
    onChange({
      ...form,
      steps: form.steps.map((one, index) => (index === here ? { ...one, ...part } : one)),
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" && event.altKey) move(1);
    else if (event.key === "ArrowUp" && event.altKey) move(-1);
    else if (event.key === "ArrowDown") setAt(Math.min(here + 1, form.steps.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, here - 1));
    else if (event.key === "Home") setAt(0);
    else if (event.key === "End") setAt(form.steps.length - 1);
    else return;
    event.preventDefault();
  };
  return (
    <Group orientation="horizontal" className={styles.panes}>
      <Panel
        defaultSize={window.innerWidth >= WIDE ? "224px" : "188px"}
        minSize="160px"
        maxSize="420px"
        groupResizeBehavior="preserve-pixel-size"
      >
        <div className={styles.side}>
          <label className={styles.field}>
            Name
            <input
              value={form.name}
              autoComplete="off"
              data-testid="scenario-name"
              aria-invalid={mistake?.pointer === "/name" && mistake.step === null}
              onChange={(event) => onChange({ ...form, name: event.target.value })}
            />
          </label>
          <label className={styles.field}>
            What it is for
            <input
              value={form.about}
              autoComplete="off"
              onChange={(event) => onChange({ ...form, about: event.target.value })}
            />
          </label>
          <div className={styles.tools}>
            <b>{stepsWord(form.steps.length)}</b>
            <span className={styles.grow} />
            <Button size="small" icon="plus" label="Add a step" onClick={() => insert(NEW)} />
            <Button
              size="small"
              icon="copy"
              label="Duplicate the step"
              disabled={step === undefined}
              onClick={() => step !== undefined && insert(step)}
            />
            <Button
              size="small"
              icon="up"
              label="Move the step up"
              disabled={here <= 0}
              onClick={() => move(-1)}
            />
            <Button
              size="small"
              icon="lower"
              label="Move the step down"
              disabled={here >= form.steps.length - 1}
              onClick={() => move(1)}
            />
            <Button
              size="small"
              icon="trash"
              label="Remove the step"
              disabled={form.steps.length < 2}
              onClick={() => put(form.steps.toSpliced(here, 1), here)}
            />
          </div>
          <div
            className={styles.list}
            role="listbox"
            tabIndex={0}
            aria-label="Steps"
            aria-activedescendant={step === undefined ? undefined : `step-${here}`}
            data-testid="steps"
            onKeyDown={onKeyDown}
          >
            {form.steps.map((one, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list moves the choice by keys; options take no focus.
              // biome-ignore lint/a11y/useFocusableInteractive: see above, aria-activedescendant points here.
              <div
                // biome-ignore lint/suspicious/noArrayIndexKey: a step is what stands at its place.
                key={index}
                id={`step-${index}`}
                role="option"
                aria-selected={index === here}
                data-active={index === here}
                data-testid="step-row"
                className={styles.row}
                onClick={() => setAt(index)}
              >
                <b>
                  {mistake?.step === index + 1 && <Icon name="warn" className={styles.wrong} />}
                  {index + 1}. <Visible text={stepName(one)} />
                </b>
                <span>
                  {one.pause_ms > 0 && `after ${one.pause_ms} ms · `}
                  <Visible text={expectWords(one)} />
                </span>
              </div>
            ))}
          </div>
        </div>
      </Panel>
      <Divider label="Width of the steps" />
      <Panel minSize="240px">
        {step !== undefined && (
          <StepEditor
            key={`${here} ${moves}`}
            step={step}
            number={here + 1}
            wrong={mistake?.step === here + 1 ? mistake.pointer : null}
            onChange={change}
          />
        )}
      </Panel>
    </Group>
  );
}
