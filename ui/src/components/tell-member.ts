// Tells which member of a JSON text the mouse is over, or else the cursor is in. The cursor of a text for reading is
// moved by the arrow keys, as in any text.
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

const motions = keymap.of([
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

export function tellMember(tell: (pointer: string | null) => void): Extension {
  const atCursor = (view: EditorView) =>
    view.hasFocus ? pointerAt(view.state, view.state.selection.main.head) : null;
  let last = -1;
  return [
    motions,
    highlightActiveLine(),
    EditorView.domEventHandlers({
      mousemove(event, view) {
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
        if (at === last) return;
        last = at;
        tell(pointerAt(view.state, at));
      },
      mouseleave(_event, view) {
        last = -1;
        tell(atCursor(view));
      },
    }),
    EditorView.updateListener.of((update) => {
      if (update.selectionSet || update.focusChanged) tell(atCursor(update.view));
    }),
  ];
}
