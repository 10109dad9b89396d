// An editor for a text, with highlighting for JSON. It keeps the text's line endings. The component
// is uncontrolled: `start` is the initial text, and only a new value of `open` replaces the edited
// text.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { visibleText } from "@/format/visible";
import styles from "./CodeView.module.css";
import { codeTheme } from "./code-theme";
import { specialChars } from "./special-chars";

/** An error at a position. Lines and columns start at 1, and columns count characters. */
interface CodeMistake {
  line: number;
  column: number;
  what: string;
}

interface CodeEditorProps {
  /** The initial text. */
  start: string;
  /** The identity of the text. A new value opens the text in `start`. */
  open: string;
  json: boolean;
  label: string;
  testId?: string;
  mistake?: CodeMistake | null;
  onChange: (text: string) => void;
}

/** Longer texts are not wrapped. */
const MAX_WRAPPED_CHARS = 200_000;
const lineEnding = (text: string) => (text.includes("\r\n") && !/(^|[^\r])\n/.test(text) ? "\r\n" : "\n");

export function CodeEditor({
  start,
  open,
  json: isJson,
  label,
  testId,
  mistake = null,
  onChange,
}: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ start, onChange });
  latest.current = { start, onChange };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new value of `open` opens another text.
  useEffect(() => {
    if (host.current === null) return;
    const doc = latest.current.start;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc,
        extensions: [
          EditorState.lineSeparator.of(lineEnding(doc)),
          EditorView.contentAttributes.of({
            "aria-label": label,
            spellcheck: "false",
            tabindex: "0",
            ...(testId === undefined ? {} : { "data-testid": testId }),
          }),
          lineNumbers(),
          history(),
          drawSelection(),
          specialChars,
          highlightActiveLine(),
          bracketMatching(),
          search({ top: true }),
          lintGutter(),
          // No key binding for Tab: it moves the focus out of the editor, for keyboard users.
          keymap.of(
            [...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap].filter(
              (key) => key.key !== "Mod-Enter",
            ),
          ),
          isJson ? [json(), codeFolding(), foldGutter()] : [],
          doc.length <= MAX_WRAPPED_CHARS ? EditorView.lineWrapping : [],
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.sliceDoc());
          }),
          codeTheme,
        ],
      }),
    });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [open, isJson, label, testId]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const { state } = editor;
    const marks = [];
    if (mistake !== null) {
      const line = state.doc.line(Math.min(Math.max(1, mistake.line), state.doc.lines));
      const before = [...line.text].slice(0, mistake.column - 1).join("").length;
      const from = Math.min(line.from + before, line.to);
      marks.push({
        from: Math.min(from, Math.max(line.from, line.to - 1)),
        to: Math.min(from + 1, line.to),
        severity: "error" as const,
        message: visibleText(mistake.what),
      });
    }
    editor.dispatch(setDiagnostics(state, marks));
  }, [mistake]);
  return <div ref={host} className={styles.fills} />;
}
