// A scenario on the desk: as a form or as a text, whichever a person edits, and what is wrong with it. The application turns one
// into the other; here is only which of them counts.
import { useEffect, useRef, useState } from "react";
import { useRested } from "@/components/useRested";
import { readScenario, writeScenario } from "@/ipc/bindings/commands";
import type { ScenarioForm, ScenarioMistake } from "@/ipc/types";

export type Face = "steps" | "text" | "run";

export interface Desk {
  /** What is edited. */
  by: "form" | "text";
  form: ScenarioForm | null;
  text: string;
  edited: boolean;
}

/** What was edited of each scenario and not saved, by the names they are kept under. */
export type Desks = Map<string, Desk>;

/** A change is looked at once nobody types any more. */
const PAUSE = 250;

export interface OnDesk extends Desk {
  mistake: ScenarioMistake | null;
  /** The other form of it is up to date. */
  settled: boolean;
  problem: unknown;
  changeForm: (form: ScenarioForm) => void;
  changeText: (text: string) => void;
  /** It was saved as it is. */
  saved: () => void;
}

export function useDesk(first: Desk, onKeep: (desk: Desk) => void): OnDesk {
  const [desk, setDesk] = useState(first);
  const [mistake, setMistake] = useState<ScenarioMistake | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const source = desk.by === "form" ? desk.form : desk.text;
  const rested = useRested(source, PAUSE);
  const [looked, setLooked] = useState<unknown>(source);
  useEffect(() => {
    let over = false;
    const ask =
      typeof rested === "string" ? readScenario({ text: rested }) : rested && writeScenario({ form: rested });
    if (ask === null) return;
    ask.then(
      (read) => {
        if (over) return;
        setProblem(null);
        setMistake(read.error);
        setLooked(rested);
        setDesk((before) => {
          if ((before.by === "form" ? before.form : before.text) !== rested) return before;
          return before.by === "form"
            ? { ...before, text: read.text ?? before.text }
            : { ...before, form: read.form };
        });
      },
      (thrown: unknown) => {
        if (!over) setProblem(thrown);
      },
    );
    return () => {
      over = true;
    };
  }, [rested]);
  const latest = useRef({ desk, onKeep });
  latest.current = { desk, onKeep };
  useEffect(() => () => latest.current.onKeep(latest.current.desk), []);
  return {
    ...desk,
    mistake,
    problem,
    settled: looked === source,
    changeForm: (form) => setDesk((before) => ({ ...before, by: "form", form, edited: true })),
    changeText: (text) => setDesk((before) => ({ ...before, by: "text", text, edited: true })),
    saved: () => setDesk((before) => ({ ...before, edited: false })),
  };
}
