// Finds the first JSON syntax error of a body. It reads the editor's syntax tree, because the
// positions in `JSON.parse` errors differ between webviews.
import { ensureSyntaxTree } from "@codemirror/language";
import type { Diagnostic } from "@codemirror/lint";
import type { EditorState } from "@codemirror/state";

/** Parsing that takes longer reports no error. In milliseconds. */
const PARSE_TIMEOUT = 200;

export function firstSyntaxError(state: EditorState): Diagnostic | null {
  let found: Diagnostic | null = null;
  ensureSyntaxTree(state, state.doc.length, PARSE_TIMEOUT)?.iterate({
    enter: (node) => {
      if (found !== null) return false;
      if (!node.type.isError) return true;
      const to = Math.min(Math.max(node.to, node.from + 1), state.doc.length);
      found = { from: Math.min(node.from, to), to, severity: "error", message: "Invalid JSON." };
      return false;
    },
  });
  return found;
}
