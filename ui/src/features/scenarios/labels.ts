// Texts about scenarios and their runs, and headers as lines of text. Pure.
import type { IconName } from "@/components/Icon";
import { counted, countOf } from "@/format/size";
import type { HeaderForm, ScenarioRunView, ScenarioStepState, StepForm } from "@/ipc/types";

export const stepsDone = (run: ScenarioRunView): number =>
  run.passed + run.failed + run.not_sent + run.skipped;

/** `3 passed, 1 failed` */
export function runText(run: ScenarioRunView): string {
  const parts = [`${countOf(run.passed)} passed`];
  if (run.failed > 0) parts.push(`${countOf(run.failed)} failed`);
  if (run.not_sent > 0) parts.push(`${countOf(run.not_sent)} not sent`);
  if (run.skipped > 0) parts.push(`${countOf(run.skipped)} skipped`);
  return parts.join(", ");
}

export const STEP_STATES: Record<ScenarioStepState, { icon: IconName; word: string }> = {
  passed: { icon: "check", word: "Passed" },
  failed: { icon: "cross", word: "Failed" },
  not_sent: { icon: "warn", word: "Not sent" },
  skipped: { icon: "minus", word: "Skipped" },
};

export const stepCount = (count: number): string => counted(count, "step");

/** The name of a step, or its method and path. */
export function stepName(step: StepForm): string {
  return step.name.trim() === "" ? `${step.method} ${step.target === "" ? "/" : step.target}` : step.name;
}

/** The expectations of a step in a few words. */
export function expectationText(step: StepForm): string {
  const parts: string[] = [];
  if (step.status !== "") parts.push(step.status);
  if (step.verdict !== "") parts.push(step.verdict.replaceAll("_", " "));
  if (step.within_ms !== null) parts.push(`within ${step.within_ms} ms`);
  if (step.answer.length > 0) parts.push(counted(step.answer.length, "check"));
  return parts.length === 0 ? "any answer" : parts.join(", ");
}

/** Headers as lines of text, without those whose values are not UTF-8. */
export function linesOf(headers: readonly HeaderForm[]): string {
  return headers
    .filter(({ base64 }) => !base64)
    .map(({ name, value }) => `${name}: ${value}`)
    .join("\n");
}

/**
 * The headers of lines of text, followed by the headers of `before` that are not UTF-8. A line
 * without a colon is a name without a value.
 */
export function headersOf(lines: string, before: readonly HeaderForm[]): HeaderForm[] {
  const kept = before.filter(({ base64 }) => base64);
  const written = lines
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const at = line.indexOf(":");
      const name = at < 0 ? line : line.slice(0, at);
      return { name: name.trim(), value: at < 0 ? "" : line.slice(at + 1).trim(), base64: false };
    });
  return [...written, ...kept];
}
