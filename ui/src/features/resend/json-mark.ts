// Marks the first place of a body that is not JSON. It reads the editor's own syntax tree: what the engine's parser
// says about positions differs between webviews.
import { ensureSyntaxTree } from "@codemirror/language";
import type { Diagnostic } from "@codemirror/lint";
import type { EditorState } from "@codemirror/state";

/** How long parsing may take before the body stays unmarked, in milliseconds. */
const PATIENCE = 200;

export function firstMistake(state: EditorState): Diagnostic | null {
  let found: Diagnostic | null = null;
  ensureSyntaxTree(state, state.doc.length, PATIENCE)?.iterate({
    enter: (node) => {
      if (found !== null) return false;
      if (!node.type.isError) return true;
      const to = Math.min(Math.max(node.to, node.from + 1), state.doc.length);
      found = { from: Math.min(node.from, to), to, severity: "error", message: "Not JSON here." };
      return false;
    },
  });
  return found;
}
