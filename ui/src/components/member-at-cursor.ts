// Reports the JSON member under the mouse, or else at the cursor. In a read-only text, the arrow
// keys move the cursor as in an editable text.
import {
  cursorCharLeft,
  cursorCharRight,
  cursorDocEnd,
  cursorDocStart,
  cursorLineDown,
  cursorLineUp,
  cursorPageDown,
  cursorPageUp,
} from "@codemirror/commands";
import type { Extension } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap } from "@codemirror/view";
import { pointerAt } from "./json-pointer";

const cursorKeys = keymap.of([
  { key: "ArrowDown", run: cursorLineDown },
  { key: "ArrowUp", run: cursorLineUp },
  { key: "ArrowLeft", run: cursorCharLeft },
  { key: "ArrowRight", run: cursorCharRight },
  { key: "PageDown", run: cursorPageDown },
  { key: "PageUp", run: cursorPageUp },
  { key: "Home", run: cursorDocStart },
  { key: "End", run: cursorDocEnd },
  { key: "Mod-Home", run: cursorDocStart },
  { key: "Mod-End", run: cursorDocEnd },
]);

export function memberAtCursor(report: (pointer: string | null) => void): Extension {
  const atCursor = (view: EditorView) =>
    view.hasFocus ? pointerAt(view.state, view.state.selection.main.head) : null;
  let last = -1;
  return [
    cursorKeys,
    highlightActiveLine(),
    EditorView.domEventHandlers({
      mousemove(event, view) {
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
        if (at === last) return;
        last = at;
        report(pointerAt(view.state, at));
      },
      mouseleave(_event, view) {
        last = -1;
        report(atCursor(view));
      },
    }),
    EditorView.updateListener.of((update) => {
      if (update.selectionSet || update.focusChanged) report(atCursor(update.view));
    }),
  ];
}
