// Editor assistance for a JSON body: syntax errors, findings, completions at the cursor, and
// explanations of members. The backend computes all of it; the editor only displays it.
import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { type Diagnostic, linter } from "@codemirror/lint";
import type { EditorState, Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip, tooltips } from "@codemirror/view";
import { pointerAt } from "@/components/json-pointer";
import { spansOf } from "@/format/json-spans";
import { visibleText } from "@/format/visible";
import { checkDraft, completeDraft, explain } from "@/ipc/bindings/commands";
import type { DraftCheck } from "@/ipc/types";
import { firstSyntaxError } from "./json-syntax";
import { editorOffset, type LineEnd, textOffset } from "./line-ends";

/** In milliseconds. */
const CHECK_DELAY = 350;
const HOVER_DELAY = 400;

/** The result of a check as diagnostics of the editor. */
function diagnosticsOf(state: EditorState, check: DraftCheck, end: LineEnd): Diagnostic[] {
  const { length } = state.doc;
  const diagnostics: Diagnostic[] = [];
  if (check.error !== null) {
    const place = Math.min(editorOffset(state.sliceDoc(), check.error.unit, end), length);
    diagnostics.push({
      from: Math.min(place, Math.max(0, length - 1)),
      to: Math.min(place + 1, length),
      severity: "error",
      message: visibleText(check.error.sentence),
    });
  }
  const spans = spansOf(
    state.doc.toString(),
    check.findings.map(({ pointer }) => pointer),
  );
  for (const { pointer, severity, sentence } of check.findings) {
    const whole = { from: 0, to: Math.min(1, length) };
    const span = pointer === "" ? whole : (spans.get(pointer) ?? whole);
    diagnostics.push({
      ...span,
      severity: severity === "warning" ? "warning" : "info",
      message: visibleText(sentence),
    });
  }
  return diagnostics;
}

const syntaxLinter = (event: number, end: LineEnd) =>
  linter(
    async (view: EditorView) => {
      const { state } = view;
      if (state.doc.length === 0) return [];
      try {
        return diagnosticsOf(state, await checkDraft({ eventId: event, body: state.sliceDoc() }), end);
      } catch {
        // Without the backend, the editor's own parser finds the first syntax error.
        const error = firstSyntaxError(state);
        return error === null ? [] : [error];
      }
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
  syntaxLinter(event, end),
  // A tooltip can be wider than the editor.
  tooltips({ parent: document.body }),
  autocompletion({
    override: [(context) => completions(event, end, context)],
    activateOnTypingDelay: 150,
    icons: false,
  }),
  memberTooltip(event),
];
