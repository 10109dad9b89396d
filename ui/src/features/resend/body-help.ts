// What the editor shows about a body beyond its characters: where it is not JSON, its findings, completions at the
// cursor, and explanations of members. The application knows all of it; the editor only shows it.
import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { type Diagnostic, linter } from "@codemirror/lint";
import type { EditorState, Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip, tooltips } from "@codemirror/view";
import { pointerAt } from "@/components/json-pointer";
import { spansOf } from "@/format/json-spans";
import { visibleText } from "@/format/visible";
import { checkDraft, completeDraft, explain } from "@/ipc/bindings/commands";
import type { DraftCheck } from "@/ipc/types";
import { firstMistake } from "./json-mark";
import { type LineEnd, placeOf, unitOf } from "./line-ends";

const CHECK_AFTER = 350;
const HOVER_AFTER = 400;

/** What a check found, as marks on the text of an editor. */
function marksOf(state: EditorState, check: DraftCheck, end: LineEnd): Diagnostic[] {
  const { length } = state.doc;
  const marks: Diagnostic[] = [];
  if (check.error !== null) {
    const place = Math.min(placeOf(state.sliceDoc(), check.error.unit, end), length);
    marks.push({
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
    marks.push({
      ...span,
      severity: severity === "warning" ? "warning" : "info",
      message: visibleText(sentence),
    });
  }
  return marks;
}

const checked = (event: number, end: LineEnd) =>
  linter(
    async (view: EditorView) => {
      const { state } = view;
      if (state.doc.length === 0) return [];
      try {
        return marksOf(state, await checkDraft({ eventId: event, body: state.sliceDoc() }), end);
      } catch {
        // The window itself finds the place that is not JSON.
        const mistake = firstMistake(state);
        return mistake === null ? [] : [mistake];
      }
    },
    { delay: CHECK_AFTER },
  );

async function choices(
  event: number,
  end: LineEnd,
  context: CompletionContext,
): Promise<CompletionResult | null> {
  const { state, pos, explicit } = context;
  if (!explicit && context.matchBefore(/["\w.@-]$/) === null) return null;
  const body = state.sliceDoc();
  const unit = unitOf(pos, state.doc.lineAt(pos).number, end);
  try {
    const { from, to, options } = await completeDraft({ eventId: event, body, unit });
    if (context.aborted || options.length === 0) return null;
    return {
      from: placeOf(body, from, end),
      to: placeOf(body, to, end),
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

const explained = (event: number) =>
  hoverTooltip(
    async (view, pos) => {
      const pointer = pointerAt(view.state, pos);
      if (pointer === null || pointer === "") return null;
      const told = await explain({ id: event, pointer }).catch(() => null);
      if (told === null) return null;
      return {
        pos,
        create: () => {
          const dom = document.createElement("div");
          dom.className = "cm-told";
          const head = document.createElement("b");
          head.textContent = visibleText(told.name);
          const form = document.createElement("span");
          form.textContent = ` ${told.form}`;
          const words = document.createElement("p");
          words.textContent = told.description;
          dom.append(head, form, words);
          return { dom };
        },
      };
    },
    { hoverTime: HOVER_AFTER },
  );

/** For a JSON body that is short enough to be read while typing. */
export const bodyHelp = (event: number, end: LineEnd): Extension => [
  checked(event, end),
  // A tooltip may be wider than the pane of the text.
  tooltips({ parent: document.body }),
  autocompletion({
    override: [(context) => choices(event, end, context)],
    activateOnTypingDelay: 150,
    icons: false,
  }),
  explained(event),
];
