// JSON mistakes in the bodies of steps. Pure.
import { jsonMistake, mistakeText } from "@/format/json-mistake";
import type { ScenarioForm, StepForm } from "@/ipc/types";
import { stepName } from "./labels";

/** Whether the body of a step should be JSON: it declares JSON, or starts like it. */
export function expectsJson({ body, base64, headers }: StepForm): boolean {
  if (base64 || body.trim() === "") return false;
  const declares = headers.some(
    ({ name, value }) => name.trim().toLowerCase() === "content-type" && /\bjson\b/i.test(value),
  );
  return declares || /^\s*[[{"]/.test(body);
}

/**
 * Where the first broken body is, in a sentence; null without one. Bodies in `known` were already
 * saved as they are.
 */
export function brokenStep(form: ScenarioForm, known: ReadonlySet<string>): string | null {
  for (const [at, step] of form.steps.entries()) {
    if (known.has(step.body) || !expectsJson(step)) continue;
    const mistake = jsonMistake(step.body);
    if (mistake !== null)
      return `Step ${at + 1}, ${stepName(step)}: the body is not JSON. ${mistakeText(mistake)}.`;
  }
  return null;
}
