// The body, to be edited. It opens the exact text received and keeps it exact: lines end at LF only, so carriage
// returns stay characters of their lines, and nothing is reformatted unless asked for.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json, jsonParseLinter } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap } from "@codemirror/language";
import { linter, lintGutter } from "@codemirror/lint";
import { openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Text } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { useAction } from "../../actions/Actions";
import { codeLook } from "../../components/code-look";
import { reindent } from "../../format/reindent";
import styles from "./DraftEditor.module.css";

export interface DraftEditorHandle {
  /** The edited text; null while it is as received. */
  edited: () => string | null;
  format: () => void;
  reset: () => void;
}

interface DraftEditorProps {
  ref: Ref<DraftEditorHandle>;
  received: string;
  /** The text to open: as received, or an earlier edit. */
  start: string;
  json: boolean;
  onEdited: (edited: boolean) => void;
}

/** Texts longer than this are not checked while one types. */
const CHECKED_UP_TO = 512 * 1024;
const WRAPPED_UP_TO = 200_000;

const LINES = EditorState.lineSeparator.of("\n");

export function DraftEditor({ ref, received, start, json: isJson, onEdited }: DraftEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const first = useRef({ received, start, onEdited });

  useEffect(() => {
    if (host.current === null) return;
    const { received, start, onEdited } = first.current;
    const original: Text = EditorState.create({ doc: received, extensions: LINES }).doc;
    const check = start.length <= CHECKED_UP_TO && start.trim() !== "";
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: start,
        extensions: [
          LINES,
          EditorView.contentAttributes.of({
            "aria-label": "Body to send",
            spellcheck: "false",
            tabindex: "0",
          }),
          lineNumbers(),
          history(),
          drawSelection(),
          highlightSpecialChars(),
          highlightActiveLine(),
          bracketMatching(),
          search({ top: true }),
          keymap.of(
            [...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap].filter(
              (key) => key.key !== "Mod-Enter",
            ),
          ),
          isJson ? [json(), codeFolding(), foldGutter()] : [],
          isJson && check ? [linter(jsonParseLinter()), lintGutter()] : [],
          start.length <= WRAPPED_UP_TO ? EditorView.lineWrapping : [],
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onEdited(!update.state.doc.eq(original));
          }),
          codeLook,
        ],
      }),
    });
    view.current = editor;
    // An empty URL has asked for the focus already.
    if (!(document.activeElement instanceof HTMLInputElement)) editor.focus();
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [isJson]);

  // An unmounting parent still asks for the text: the last one is kept.
  const last = useRef<string | null>(null);
  const replace = (text: string) => {
    const editor = view.current;
    editor?.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
    editor?.focus();
  };
  const textNow = () => {
    if (view.current !== null) last.current = view.current.state.sliceDoc();
    return last.current;
  };
  useImperativeHandle(ref, () => ({
    edited: () => {
      const text = textNow();
      return text === null || text === received ? null : text;
    },
    format: () => replace(reindent(textNow() ?? received)),
    reset: () => replace(received),
  }));
  useAction("find", () => {
    if (view.current !== null) openSearchPanel(view.current);
  });
  return <div ref={host} className={styles.editor} data-testid="draft-editor" />;
}
