// The draft of a scenario, as a form and as text. The side that is being edited is the source; the
// backend converts it into the other side and reports its mistakes.
import { useEffect, useRef, useState } from "react";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import { readScenario, writeScenario } from "@/ipc/bindings/commands";
import type { ScenarioForm, ScenarioFormError } from "@/ipc/types";

export type ScenarioView = "steps" | "text" | "run";

export interface ScenarioDraft {
  /** The side that is being edited. */
  by: "form" | "text";
  form: ScenarioForm | null;
  text: string;
  edited: boolean;
}

/** Unsaved drafts by the saved names of their scenarios. */
export type ScenarioDrafts = Map<string, ScenarioDraft>;

/** An edit is checked after this pause in typing. In milliseconds. */
const DEBOUNCE_DELAY = 250;

export interface ScenarioDraftState extends ScenarioDraft {
  mistake: ScenarioFormError | null;
  /** The other side is up to date. */
  settled: boolean;
  problem: unknown;
  changeForm: (form: ScenarioForm) => void;
  changeText: (text: string) => void;
  /** Marks the draft as saved. */
  saved: () => void;
}

export function useScenarioDraft(
  first: ScenarioDraft,
  onKeep: (draft: ScenarioDraft) => void,
): ScenarioDraftState {
  const [draft, setDraft] = useState(first);
  const [mistake, setMistake] = useState<ScenarioFormError | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const source = draft.by === "form" ? draft.form : draft.text;
  const debounced = useDebouncedValue(source, DEBOUNCE_DELAY);
  const [checked, setChecked] = useState<unknown>(source);
  useEffect(() => {
    let canceled = false;
    const conversion =
      typeof debounced === "string"
        ? readScenario({ text: debounced })
        : debounced && writeScenario({ form: debounced });
    if (conversion === null) return;
    conversion.then(
      (read) => {
        if (canceled) return;
        setProblem(null);
        setMistake(read.error);
        setChecked(debounced);
        setDraft((before) => {
          if ((before.by === "form" ? before.form : before.text) !== debounced) return before;
          return before.by === "form"
            ? { ...before, text: read.text ?? before.text }
            : { ...before, form: read.form };
        });
      },
      (thrown: unknown) => {
        if (!canceled) setProblem(thrown);
      },
    );
    return () => {
      canceled = true;
    };
  }, [debounced]);
  const latest = useRef({ draft, onKeep });
  latest.current = { draft, onKeep };
  useEffect(() => () => latest.current.onKeep(latest.current.draft), []);
  return {
    ...draft,
    mistake,
    problem,
    settled: checked === source,
    changeForm: (form) => setDraft((before) => ({ ...before, by: "form", form, edited: true })),
    changeText: (text) => setDraft((before) => ({ ...before, by: "text", text, edited: true })),
    saved: () => setDraft((before) => ({ ...before, edited: false })),
  };
}
