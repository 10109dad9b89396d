// Scenarios for the fake backend. A scenario file is its form as JSON. Any other text has an error
// in line 2.
import { emit } from "@/ipc/mock";
import type {
  RecordRequest,
  ScenarioForm,
  ScenarioFormError,
  ScenarioRead,
  ScenarioRecorded,
  ScenarioRow,
  ScenarioRunRequest,
  ScenarioRunStep,
  ScenarioRunView,
  ScenarioStepState,
  StepForm,
} from "@/ipc/types";
import { NEW_STEP } from "@/lib/scenarios/new-step";
import { type Handlers, reject } from "./handlers";

export const fakeStep = (part: Partial<StepForm>): StepForm => ({
  ...NEW_STEP,
  target: "/hooks",
  body: '{"seq":435}',
  ...part,
});

const rowOf = ({ name, about, steps }: ScenarioForm): ScenarioRow => ({ name, about, steps: steps.length });

export class FakeScenarios {
  kept = new Map<string, ScenarioForm>();
  run: ScenarioRunView | null = null;
  private states: ScenarioStepState[] = [];

  constructor(
    private readonly write: (path: string, text: string, replace: boolean) => string | Promise<never>,
  ) {}

  /** Stores a scenario. */
  keep(name: string, ...steps: StepForm[]): void {
    this.kept.set(name, { name, about: "", steps });
  }

  readonly handlers = {
    scenarios: () => [...this.kept.values()].map(rowOf),
    record_scenario: ({ request }) => this.record(request),
    scenario: ({ name }) => {
      const form = this.kept.get(name);
      if (form === undefined) return reject("not_found", `There is no scenario '${name}'.`);
      return { text: JSON.stringify(form, null, 2), form, error: null };
    },
    scenario_file: ({ name }) => JSON.stringify(this.kept.get(name), null, 2),
    read_scenario: ({ text }) => this.read(text),
    write_scenario: ({ form }) => this.written(form),
    save_scenario: ({ text, was, replace }) => this.save(text, was, replace),
    duplicate_scenario: ({ name }) => {
      const known = this.kept.get(name);
      if (known === undefined) return reject("not_found", "The scenario no longer exists.");
      const copy = { ...known, name: `${name} (2)` };
      this.kept.set(copy.name, copy);
      return rowOf(copy);
    },
    remove_scenario: ({ name }) => {
      this.kept.delete(name);
      return null;
    },
    import_scenario: () => {
      this.keep("Imported", fakeStep({ name: "first" }));
      return rowOf(this.kept.get("Imported") as ScenarioForm);
    },
    export_scenario: ({ name, path, replace }) =>
      this.write(path, JSON.stringify(this.kept.get(name)), replace),
    add_to_scenario: ({ name }) => {
      const steps = [...(this.kept.get(name)?.steps ?? []), fakeStep({ name: "draft" })];
      this.kept.set(name, { name, about: "", steps });
      return { name, about: "", steps: steps.length };
    },
    start_scenario: ({ request }) => this.start(request),
    scenario_progress: () => this.run,
    scenario_steps: () => this.steps(),
    cancel_scenario: () => this.advance(...this.remaining().map(() => "skipped" as const)),
    export_junit: ({ path, replace }) => this.write(path, "<testsuites/>", replace),
  } satisfies Partial<Handlers>;

  private record({
    name,
    about,
    selection,
    status,
    replace,
  }: RecordRequest): ScenarioRecorded | Promise<never> {
    if (this.kept.has(name) && !replace)
      return reject("taken", `A scenario called '${name}' already exists.`);
    const ids = "ids" in selection ? selection.ids : [1, 2];
    const form = { name, about, steps: ids.map((id) => fakeStep({ name: `event ${id}`, status })) };
    this.kept.set(name, form);
    return { row: rowOf(form), cut: [] };
  }

  private read(text: string): ScenarioRead {
    try {
      return { text, form: JSON.parse(text) as ScenarioForm, error: null };
    } catch {
      const error: ScenarioFormError = {
        step: null,
        pointer: "",
        line: 2,
        column: 3,
        what: "the file is not JSON: a value is missing",
      };
      return { text, form: null, error };
    }
  }

  private written(form: ScenarioForm): ScenarioRead {
    const at = form.steps.findIndex(({ status }) => !/^(?:|[1-5](?:xx|\d\d))$/.test(status));
    if (at < 0) return { text: JSON.stringify(form, null, 2), form, error: null };
    const what = `status: needs a number or a class such as 2xx, not '${form.steps[at]?.status}'`;
    return {
      text: null,
      form,
      error: { step: at + 1, pointer: "/expect/status", line: null, column: null, what },
    };
  }

  private save(text: string, was: string | null, replace: boolean): ScenarioRow | Promise<never> {
    const form = JSON.parse(text) as ScenarioForm;
    if (form.name !== was && this.kept.has(form.name) && !replace)
      return reject("taken", `A scenario called '${form.name}' already exists.`);
    if (was !== null) this.kept.delete(was);
    this.kept.set(form.name, form);
    return rowOf(form);
  }

  private start({ name, to }: ScenarioRunRequest): ScenarioRunView {
    const steps = this.kept.get(name)?.steps.length ?? 0;
    this.states = [];
    this.run = {
      run: (this.run?.run ?? 0) + 1,
      name,
      to,
      state: "running",
      steps,
      passed: 0,
      failed: 0,
      not_sent: 0,
      skipped: 0,
      elapsed_ms: 0,
      problem: null,
    };
    return this.run;
  }

  private remaining(): number[] {
    return Array.from({ length: (this.run?.steps ?? 0) - this.states.length }, (_, at) => at);
  }

  /** Completes the next steps with these states. */
  advance(...states: ScenarioStepState[]): null {
    if (this.run === null) return null;
    this.states.push(...states);
    const count = (state: ScenarioStepState) => this.states.filter((one) => one === state).length;
    const isDone = this.states.length >= this.run.steps;
    this.run = {
      ...this.run,
      state: !isDone ? "running" : count("skipped") > 0 ? "cancelled" : "done",
      passed: count("passed"),
      failed: count("failed"),
      not_sent: count("not_sent"),
      skipped: count("skipped"),
      elapsed_ms: this.states.length * 12,
    };
    void emit("scenario", this.run);
    return null;
  }

  private steps(): ScenarioRunStep[] {
    const names = this.kept.get(this.run?.name ?? "")?.steps.map(({ name }) => name) ?? [];
    return names.map((name, at) => {
      const state = this.states[at];
      const sent = state === "passed" || state === "failed";
      return {
        number: at + 1,
        name,
        done:
          state === undefined
            ? null
            : {
                number: at + 1,
                name,
                state,
                method: sent ? "POST" : null,
                url: sent ? `${this.run?.to}/hooks` : null,
                status: sent ? (state === "passed" ? 200 : 500) : null,
                verdict: sent ? "delivered" : null,
                duration_us: 3000,
                checks: sent
                  ? [
                      {
                        met: state === "passed",
                        sentence: `Expected status 2xx, got ${state === "passed" ? 200 : 500}.`,
                      },
                    ]
                  : [],
                why: state === "skipped" ? "The scenario was stopped before this step got an answer." : null,
                answer: state === "failed" ? '{"error":"busy"}' : null,
              },
      };
    });
  }
}
