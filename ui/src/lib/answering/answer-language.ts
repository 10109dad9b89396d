// Language support for the answer editor: diagnostics from a check, and completion of members and
// values.
import { autocompletion } from "@codemirror/autocomplete";
import type { Diagnostic } from "@codemirror/lint";
import { spansOf } from "@/format/json-spans";
import { segmentsOf } from "@/format/pointer";
import { visibleText } from "@/format/visible";
import type { AnswerCheck, AnswerMember } from "@/ipc/types";

/** The findings of a check as diagnostics of the text. */
export function diagnosticsOf(text: string, check: AnswerCheck): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (check.json_error !== null) {
    const from = Math.min(check.json_error.unit, Math.max(0, text.length - 1));
    const message = visibleText(check.json_error.sentence);
    diagnostics.push({ from, to: Math.min(from + 1, text.length), severity: "error", message });
  }
  const { remarks } = check.verdict;
  const spans = spansOf(
    text,
    remarks.map(({ pointer }) => pointer),
  );
  for (const { severity, pointer, sentence } of remarks) {
    const span = pointer === "" ? undefined : spans.get(pointer);
    if (span === undefined || severity === "information") continue;
    diagnostics.push({
      ...span,
      severity: severity === "error" ? "error" : "warning",
      message: visibleText(sentence),
    });
  }
  return diagnostics;
}

/** Completes the names and values that the event type allows. */
export function answerCompletion(members: readonly AnswerMember[]) {
  const options = new Map<string, string>();
  options.set("is_allowed", "Whether the operation may continue.");
  for (const { pointer, about, values } of members) {
    const names = segmentsOf(pointer);
    names.forEach((name, at) => {
      if (at === names.length - 1 || !options.has(name))
        options.set(name, at === names.length - 1 ? about : "");
    });
    for (const value of values) options.set(value, about);
  }
  const listed = [...options].map(([label, info]) => ({ label, ...(info === "" ? {} : { info }) }));
  return autocompletion({
    icons: false,
    override: [
      (context) => {
        const word = context.matchBefore(/"[\w.]*/);
        if (word === null) return null;
        return { from: word.from + 1, options: listed, validFor: /^[\w.]*$/ };
      },
    ],
  });
}
