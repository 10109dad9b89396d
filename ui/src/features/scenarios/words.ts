// Words about scenarios and their runs.
import type { IconName } from "@/components/Icon";
import { counted, countOf } from "@/format/size";
import type { HeaderForm, ScenarioRunView, ScenarioStepState, StepForm } from "@/ipc/types";

export const stepsDone = (run: ScenarioRunView): number =>
  run.passed + run.failed + run.not_sent + run.skipped;

/** `3 passed, 1 failed` */
export function runWords(run: ScenarioRunView): string {
  const parts = [`${countOf(run.passed)} passed`];
  if (run.failed > 0) parts.push(`${countOf(run.failed)} failed`);
  if (run.not_sent > 0) parts.push(`${countOf(run.not_sent)} not sent`);
  if (run.skipped > 0) parts.push(`${countOf(run.skipped)} skipped`);
  return parts.join(", ");
}

export const STATES: Record<ScenarioStepState, { icon: IconName; word: string }> = {
  passed: { icon: "check", word: "Passed" },
  failed: { icon: "cross", word: "Failed" },
  not_sent: { icon: "warn", word: "Not sent" },
  skipped: { icon: "minus", word: "Skipped" },
};

export const stepsWord = (count: number): string => counted(count, "step");

/** `1. user.created`, or the method and the target of one without a name. */
export function stepName(step: StepForm): string {
  return step.name.trim() === "" ? `${step.method} ${step.target === "" ? "/" : step.target}` : step.name;
}

/** What a step expects, in a few words. */
export function expectWords(step: StepForm): string {
  const parts: string[] = [];
  if (step.status !== "") parts.push(step.status);
  if (step.verdict !== "") parts.push(step.verdict.replaceAll("_", " "));
  if (step.within_ms !== null) parts.push(`within ${step.within_ms} ms`);
  if (step.answer.length > 0) parts.push(counted(step.answer.length, "place"));
  return parts.length === 0 ? "any answer" : parts.join(", ");
}

/** Headers as lines, for a field of text. Those that are not UTF-8 cannot be written so. */
export function linesOf(headers: readonly HeaderForm[]): string {
  return headers
    .filter(({ base64 }) => !base64)
    .map(({ name, value }) => `${name}: ${value}`)
    .join("\n");
}

/** The headers of lines, behind those that cannot be written as text. A line without a colon is a name without a value. */
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
