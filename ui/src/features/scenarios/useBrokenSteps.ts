// Asks before a step is saved whose JSON body is broken.
import { useRef, useState } from "react";
import type { ScenarioForm } from "@/ipc/types";
import { brokenStep } from "./step-json";

interface Question {
  sentence: string;
  answer: (goOn: boolean) => void;
}

const bodiesOf = (form: ScenarioForm | null) => new Set(form?.steps.map(({ body }) => body));

/** `saved` is the stored scenario; null if it is not known. */
export function useBrokenSteps(saved: ScenarioForm | null) {
  const known = useRef<ReadonlySet<string> | null>(null);
  known.current ??= bodiesOf(saved);
  const [question, setQuestion] = useState<Question | null>(null);
  const remember = (form: ScenarioForm | null) => {
    known.current = bodiesOf(form);
  };
  /** Resolves to false if the steps should not be saved. */
  const confirm = (form: ScenarioForm | null): Promise<boolean> => {
    const sentence = form === null ? null : brokenStep(form, known.current ?? new Set());
    if (sentence === null) return Promise.resolve(true);
    return new Promise((resolve) => {
      const answer = (goOn: boolean) => {
        setQuestion(null);
        if (goOn) remember(form);
        resolve(goOn);
      };
      setQuestion({ sentence, answer });
    });
  };
  return { question, confirm, remember };
}
