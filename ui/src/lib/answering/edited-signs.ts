// Marks the edited lines of an answer in the editor: a sign in the gutter and a background behind
// the line.
import { type EditorState, RangeSet, RangeSetBuilder, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter } from "@codemirror/view";
import { editedLines } from "./edited-lines";

class EditedSign extends GutterMarker {
  override toDOM() {
    const sign = document.createElement("span");
    sign.textContent = "±";
    sign.title = "Edited";
    return sign;
  }
}
const SIGN = new EditedSign();
const LINE = Decoration.line({ class: "cm-edited" });

interface Marks {
  lines: DecorationSet;
  signs: RangeSet<GutterMarker>;
}

function marksOf(state: EditorState, start: string): Marks {
  const lines = new RangeSetBuilder<Decoration>();
  const signs = new RangeSetBuilder<GutterMarker>();
  for (const number of editedLines(start, state.doc.toString())) {
    const { from } = state.doc.line(number);
    lines.add(from, from, LINE);
    signs.add(from, from, SIGN);
  }
  return { lines: lines.finish(), signs: signs.finish() };
}

/** Marks the lines that differ from the text `start`. */
export const editedSigns = (start: string) => {
  const field = StateField.define<Marks>({
    create: (state) => marksOf(state, start),
    update: (marks, change) => (change.docChanged ? marksOf(change.state, start) : marks),
    provide: (of) => EditorView.decorations.from(of, ({ lines }) => lines),
  });
  return [
    field,
    gutter({
      class: "cm-edits",
      markers: (view) => view.state.field(field, false)?.signs ?? RangeSet.empty,
      initialSpacer: () => SIGN,
    }),
  ];
};
