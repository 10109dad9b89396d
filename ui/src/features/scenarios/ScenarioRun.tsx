// A scenario, carried out: where it goes, how far it is, each step with what was expected and what came.
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { writtenKeys } from "@/actions/catalog";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { Icon } from "@/components/Icon";
import { FieldMenu } from "@/components/Menu";
import { TroubleNote } from "@/components/TroubleNote";
import { useVirtualRows } from "@/components/useVirtualRows";
import { Visible } from "@/components/Visible";
import { countOf } from "@/format/size";
import { durationOf } from "@/format/time";
import { BULK_WINDOW_MAX, cancelScenario, exportJunit } from "@/ipc/commands";
import { troubleOf } from "@/ipc/errors";
import type { ScenarioRunStep, ScenarioRunView } from "@/ipc/types";
import { SaveAs } from "@/lib/files/SaveAs";
import { ConfirmHost } from "@/lib/sending/ConfirmHost";
import { useRecentTargets } from "@/lib/sending/useRecentTargets";
import styles from "./ScenarioRun.module.css";
import { useRunSteps, useScenarioRun, useStartScenario } from "./useScenarios";
import { runWords, STATES, stepsDone } from "./words";

interface ScenarioRunProps {
  name: string;
  /** Saves what is edited first; null when nothing is. */
  save: (() => Promise<boolean>) | null;
  savable: boolean;
}

/** The same as --row; positions are reckoned with it. */
const ROW_HEIGHT = 28;

export function ScenarioRun({ name, save, savable }: ScenarioRunProps) {
  const id = useId();
  const url = useRef<HTMLInputElement>(null);
  useEffect(() => url.current?.focus(), []);
  const { data: recent = [] } = useRecentTargets();
  const [typed, setTyped] = useState<string | null>(null);
  const to = typed ?? recent[0] ?? "";
  const { data: last } = useScenarioRun();
  const start = useStartScenario();
  const [asking, setAsking] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const running = last?.state === "running";
  const mine = last?.name === name ? last : null;
  const possible = to.trim() !== "" && !running && !start.isPending && savable;
  const go = async (confirmed: boolean) => {
    if (!possible) return;
    if (save !== null && !(await save())) return;
    start.mutate(
      { name, to: to.trim(), timeout_ms: null, verify_tls: true, confirmed },
      {
        onSuccess: () => setAsking(null),
        onError: (thrown) => {
          const trouble = troubleOf(thrown);
          if (trouble.code !== "unconfirmed_host") return;
          setAsking(trouble.sentence);
          start.reset();
        },
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void go(false);
  };
  const cancel = () => last != null && void cancelScenario(last.run);
  useAction("send", possible ? () => void go(false) : null);
  useAction("runScenario", possible ? () => void go(false) : null);
  useAction("cancelScenario", running ? cancel : null);
  return (
    <div className={styles.run} data-testid="scenario-run" data-state={mine?.state ?? "none"}>
      <form className={styles.bar} onSubmit={submit}>
        <label htmlFor={id}>To</label>
        <div className={styles.url}>
          <input
            ref={url}
            id={id}
            type="text"
            inputMode="url"
            placeholder="http://localhost:3000"
            value={to}
            spellCheck={false}
            autoComplete="off"
            data-testid="scenario-to"
            onChange={(event) => {
              start.reset();
              setTyped(event.target.value);
            }}
          />
          {recent.length > 0 && (
            <FieldMenu
              label="Recent targets"
              items={recent.map((one) => ({ text: one, value: one }))}
              onChoose={setTyped}
            />
          )}
        </div>
        {running && mine !== null ? (
          <Button size="large" icon="cross" look="danger" data-testid="scenario-cancel" onClick={cancel}>
            Cancel
          </Button>
        ) : (
          <Button
            type="submit"
            look="primary"
            size="large"
            icon="play"
            shortcut={writtenKeys("Mod+Enter")}
            disabled={!possible}
            data-testid="scenario-start"
          >
            {save === null ? "Run" : "Save and run"}
          </Button>
        )}
      </form>
      {running && mine === null && (
        <p className={styles.hint}>
          “<Visible text={last.name} />” is being carried out. Wait for its end, or cancel it there.
        </p>
      )}
      {start.error !== null && (
        <div className={styles.trouble}>
          <TroubleNote error={start.error} />
        </div>
      )}
      {mine === null ? (
        <Empty title="Not run yet">
          Its steps are sent one after the other; what comes back is held against what is expected.
        </Empty>
      ) : (
        <>
          <Summary run={mine} onSave={() => setSaving(true)} />
          <RunSteps key={mine.run} run={mine} />
        </>
      )}
      <ConfirmHost
        open={asking !== null}
        sentence={asking ?? ""}
        url={to}
        onConfirm={() => void go(true)}
        onClose={() => setAsking(null)}
      />
      {mine !== null && (
        <SaveAs
          title="Save what came as JUnit's XML"
          open={saving}
          name={`${name}.xml`}
          save={(path, replace) => exportJunit(mine.run, path, replace)}
          onClose={() => setSaving(false)}
        />
      )}
    </div>
  );
}

function Summary({ run, onSave }: { run: ScenarioRunView; onSave: () => void }) {
  const over = run.state !== "running";
  const good = over && run.passed === run.steps;
  const done = stepsDone(run);
  const words = `${countOf(done)} of ${countOf(run.steps)}`;
  const state =
    run.problem !== null
      ? "It could not go on"
      : { running: "Running", cancelled: "Cancelled", done: "Done" }[run.state];
  return (
    <div className={styles.summary}>
      <progress
        className={styles.progress}
        value={done}
        max={Math.max(1, run.steps)}
        aria-label="Steps that are done"
        aria-valuetext={words}
      />
      <p className={styles.numbers} role="status">
        <span className={over ? (good ? styles.ok : styles.bad) : styles.soft}>
          {over && <Icon name={good ? "check" : "cross"} />}
          <b data-testid="scenario-result">
            {state}: {over ? runWords(run) : words}
          </b>
        </span>
        <span className={styles.soft}>
          <Visible text={run.to} /> · {durationOf(run.elapsed_ms * 1000)}
        </span>
        <span className={styles.grow} />
        {over && (
          <Button size="small" icon="forward" data-testid="scenario-junit" onClick={onSave}>
            Save as JUnit…
          </Button>
        )}
      </p>
      {run.problem !== null && (
        <p className={styles.bad}>
          <Visible text={run.problem} />
        </p>
      )}
    </div>
  );
}

function RunSteps({ run }: { run: ScenarioRunView }) {
  const rows = useVirtualRows(run.steps, ROW_HEIGHT);
  const [chosen, setChosen] = useState<number | null>(null);
  const done = stepsDone(run);
  const half = BULK_WINDOW_MAX / 2;
  const start = Math.max(0, Math.floor(rows.start / half) * half);
  const { data = [] } = useRunSteps(run.run, start);
  const at = (index: number) => data.find(({ number }) => number === index + 1);
  // Until one is chosen, the one that failed first is looked at, or else the last that came to its end.
  const failed = data.findIndex(({ done }) => done !== null && done.state !== "passed");
  const here = chosen ?? (failed >= 0 ? start + failed : Math.max(0, Math.min(done, run.steps) - 1));
  const goTo = (wanted: number) => {
    const index = Math.min(Math.max(wanted, 0), run.steps - 1);
    setChosen(index);
    rows.reveal(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") goTo(here + 1);
    else if (event.key === "ArrowUp") goTo(here - 1);
    else if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(run.steps - 1);
    else return;
    event.preventDefault();
  };
  const drawn = Array.from({ length: Math.max(0, rows.end - rows.start) }, (_, n) => rows.start + n);
  const step = at(here);
  return (
    <div className={styles.steps}>
      <div
        ref={rows.ref}
        className={styles.list}
        role="listbox"
        tabIndex={0}
        aria-label="Steps of the run"
        aria-activedescendant={step === undefined ? undefined : `run-step-${step.number}`}
        onScroll={rows.onScroll}
        onKeyDown={onKeyDown}
      >
        <div className={styles.content} style={{ height: rows.height }} role="presentation">
          {drawn.map((index) => {
            const one = at(index);
            return one === undefined ? null : (
              <RunStep
                key={one.number}
                step={one}
                total={run.steps}
                top={rows.top(index)}
                active={index === here}
                running={run.state === "running" && index === done}
                onChoose={() => setChosen(index)}
              />
            );
          })}
        </div>
      </div>
      {step !== undefined && step.done !== null && <Checks step={step} />}
    </div>
  );
}

interface RunStepProps {
  step: ScenarioRunStep;
  total: number;
  top: number;
  active: boolean;
  running: boolean;
  onChoose: () => void;
}

function RunStep({ step, total, top, active, running, onChoose }: RunStepProps) {
  const { done } = step;
  const state = done === null ? null : STATES[done.state];
  const good = done?.state === "passed";
  const tone = good ? styles.ok : done === null || done.state === "skipped" ? styles.soft : styles.bad;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list moves the choice by keys; options take no focus.
    // biome-ignore lint/a11y/useFocusableInteractive: see above, aria-activedescendant points here.
    <div
      id={`run-step-${step.number}`}
      role="option"
      aria-selected={active}
      aria-setsize={total}
      aria-posinset={step.number}
      data-active={active}
      data-testid="run-step"
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onChoose}
    >
      <span className={tone}>
        <Icon name={state?.icon ?? (running ? "play" : "clock")} />
        {state?.word ?? (running ? "Sending" : "Waiting")}
      </span>
      <span>
        {step.number}. <Visible text={step.name} />
      </span>
      <span className={styles.soft}>{done?.status ?? ""}</span>
      <span className={styles.soft}>
        {done === null || done.url === null ? "" : durationOf(done.duration_us)}
      </span>
    </div>
  );
}

function Checks({ step }: { step: ScenarioRunStep }) {
  const { done } = step;
  if (done === null) return null;
  return (
    <section className={styles.checks} aria-label={`What step ${step.number} expected`} data-testid="checks">
      <h3>
        {step.number}. <Visible text={step.name} />
      </h3>
      {done.url !== null && (
        <p className={styles.soft}>
          <code>
            {done.method} <Visible text={done.url} />
          </code>
        </p>
      )}
      {done.why !== null && (
        <p className={styles.bad}>
          <Visible text={done.why} />
        </p>
      )}
      <ul>
        {done.checks.map(({ met, sentence }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two checks can say the same.
          <li key={at} className={met ? styles.ok : styles.bad}>
            <Icon name={met ? "check" : "cross"} />
            <span>
              <Visible text={sentence} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
