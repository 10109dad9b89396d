// Editor assistance for a JSON body: syntax errors, findings, completions at the cursor, and
// explanations of members. Except for syntax errors, the backend computes it.
import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { type Diagnostic, linter } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip, tooltips } from "@codemirror/view";
import { pointerAt } from "@/components/json-pointer";
import { jsonMistake, mistakeText } from "@/format/json-mistake";
import { spansOf } from "@/format/json-spans";
import { visibleText } from "@/format/visible";
import { checkDraft, completeDraft, explain } from "@/ipc/bindings/commands";
import type { Finding } from "@/ipc/types";
import { editorOffset, type LineEnd, textOffset } from "./line-ends";

/** In milliseconds. */
const CHECK_DELAY = 350;
const HOVER_DELAY = 400;

/** The first syntax error, in the words that stand beside *Send*. */
function syntaxDiagnostics(text: string): Diagnostic[] {
  const mistake = jsonMistake(text);
  if (mistake === null) return [];
  const { length } = text;
  const from = Math.min(mistake.at, Math.max(0, length - 1));
  return [
    { from, to: Math.min(from + 1, length), severity: "error", message: visibleText(mistakeText(mistake)) },
  ];
}

function findingDiagnostics(text: string, findings: readonly Finding[]): Diagnostic[] {
  const spans = spansOf(
    text,
    findings.map(({ pointer }) => pointer),
  );
  const whole = { from: 0, to: Math.min(1, text.length) };
  return findings.map(({ pointer, severity, sentence }) => ({
    ...(pointer === "" ? whole : (spans.get(pointer) ?? whole)),
    severity: severity === "warning" ? "warning" : "info",
    message: visibleText(sentence),
  }));
}

const bodyLinter = (event: number) =>
  linter(
    async ({ state }: EditorView) => {
      if (state.doc.length === 0) return [];
      const text = state.doc.toString();
      const check = await checkDraft({ eventId: event, body: state.sliceDoc() }).catch(() => null);
      return [...syntaxDiagnostics(text), ...findingDiagnostics(text, check?.findings ?? [])];
    },
    { delay: CHECK_DELAY },
  );

async function completions(
  event: number,
  end: LineEnd,
  context: CompletionContext,
): Promise<CompletionResult | null> {
  const { state, pos, explicit } = context;
  if (!explicit && context.matchBefore(/["\w.@-]$/) === null) return null;
  const body = state.sliceDoc();
  const unit = textOffset(pos, state.doc.lineAt(pos).number, end);
  try {
    const { from, to, options } = await completeDraft({ eventId: event, body, unit });
    if (context.aborted || options.length === 0) return null;
    return {
      from: editorOffset(body, from, end),
      to: editorOffset(body, to, end),
      filter: false,
      options: options.map(({ text, about }) => ({
        label: text,
        ...(about === "" ? {} : { info: about }),
      })),
    };
  } catch {
    return null;
  }
}

const memberTooltip = (event: number) =>
  hoverTooltip(
    async (view, pos) => {
      const pointer = pointerAt(view.state, pos);
      if (pointer === null || pointer === "") return null;
      const explanation = await explain({ id: event, pointer }).catch(() => null);
      if (explanation === null) return null;
      return {
        pos,
        create: () => {
          const dom = document.createElement("div");
          dom.className = "cm-explanation";
          const head = document.createElement("b");
          head.textContent = visibleText(explanation.name);
          const form = document.createElement("span");
          form.textContent = ` ${explanation.form}`;
          const description = document.createElement("p");
          description.textContent = explanation.description.replaceAll("`", "");
          dom.append(head, form, description);
          return { dom };
        },
      };
    },
    { hoverTime: HOVER_DELAY },
  );

/** For a JSON body that is short enough to be checked while typing. */
export const bodyHelp = (event: number, end: LineEnd): Extension => [
  bodyLinter(event),
  // A tooltip can be wider than the editor.
  tooltips({ parent: document.body }),
  autocompletion({
    override: [(context) => completions(event, end, context)],
    activateOnTypingDelay: 150,
    icons: false,
  }),
  memberTooltip(event),
];
