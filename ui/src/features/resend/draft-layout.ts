// The layout of the text in the editor. The editor's history contains it, so that undo restores the
// layout that an edit was made in, and the text that this layout was made from.
import { invertedEffects, isolateHistory } from "@codemirror/commands";
import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { type Edit, editedText, offsetAfter, spaceEdits } from "@/format/reindent";
import { editedIn, layoutFor, shownIn } from "@/lib/body/editing";
import type { BodyLayout } from "@/lib/body/layout";
import { type LineEnd, withLineEnd } from "./line-ends";

interface Opened {
  layout: BodyLayout;
  /** The text that the view was made from. */
  base: string;
}

const open = StateEffect.define<Opened>();

const opened = StateField.define<Opened>({
  create: () => ({ layout: "original", base: "" }),
  update: (value, { effects }) => effects.find((effect) => effect.is(open))?.value ?? value,
});

export const layoutHistory = (first: Opened): Extension => [
  opened.init(() => first),
  invertedEffects.of(({ effects, startState }) =>
    effects.some((effect) => effect.is(open)) ? [open.of(startState.field(opened))] : [],
  ),
];

export const layoutOf = (state: EditorState): BodyLayout => state.field(opened).layout;

/** The text to send. */
export function textIn(state: EditorState): string {
  const { layout, base } = state.field(opened);
  return editedIn(layout, base, state.sliceDoc());
}

/**
 * CodeMirror takes quadratic time in the number of edits. Above this, the whole text is replaced.
 */
const MAX_EDITS = 4000;

/** One undo reverts a change and nothing typed before. */
const single = isolateHistory.of("full");

/** Applies edits with offsets into the lines of the editor, and keeps the cursor at its token. */
export function applyEdits(view: EditorView, edits: readonly Edit[], end: LineEnd, effects: Opened | null) {
  const { doc, selection } = view.state;
  const few = edits.length <= MAX_EDITS;
  const whole = () => [{ from: 0, to: doc.length, insert: editedText(doc.toString(), edits) }];
  const changes = (few ? edits : whole()).map((edit) => ({ ...edit, insert: withLineEnd(edit.insert, end) }));
  view.dispatch({
    changes,
    ...(few ? {} : { selection: { anchor: offsetAfter(edits, selection.main.head) } }),
    ...(effects === null ? {} : { effects: open.of(effects) }),
    scrollIntoView: !few || effects !== null,
    annotations: single,
  });
}

/** Shows the same text in another layout. */
export function switchLayout(view: EditorView, layout: BodyLayout, end: LineEnd): void {
  if (layoutOf(view.state) === layout) return;
  const base = textIn(view.state);
  const shown = shownIn(layout, base);
  const lines = end === "\n" ? shown : shown.replaceAll(end, "\n");
  applyEdits(view, spaceEdits(view.state.doc.toString(), lines), end, { layout, base });
}

/** Opens another text. One that is not JSON is not formatted. */
export function replaceText(view: EditorView, base: string, end: LineEnd): void {
  const layout = layoutFor(base, layoutOf(view.state));
  const whole = { from: 0, to: view.state.doc.length, insert: shownIn(layout, base) };
  applyEdits(view, [whole], end, { layout, base });
}
