// The body, to be edited. It opens the exact text received and keeps it exact: its line ends are its own, and nothing is
// reformatted unless asked for.
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap } from "@codemirror/language";
import { lintGutter } from "@codemirror/lint";
import { openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Text } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { useAction } from "../../actions/Actions";
import { codeLook } from "../../components/code-look";
import { specialChars } from "../../components/special-chars";
import { reindent } from "../../format/reindent";
import styles from "./DraftEditor.module.css";
import { jsonMark } from "./json-mark";
import { lineEndOf, withLineEnd } from "./line-ends";

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

export function DraftEditor({ ref, received, start, json: isJson, onEdited }: DraftEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const first = useRef({ received, start, onEdited });

  useEffect(() => {
    if (host.current === null) return;
    const { received, start, onEdited } = first.current;
    const end = lineEndOf(received);
    const lines = [
      EditorState.lineSeparator.of(end),
      EditorView.clipboardInputFilter.of((text) => withLineEnd(text, end)),
    ];
    const original: Text = EditorState.create({ doc: received, extensions: lines }).doc;
    const check = start.length <= CHECKED_UP_TO && start.trim() !== "";
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: start,
        extensions: [
          lines,
          EditorView.contentAttributes.of({
            "aria-label": "Body to send",
            spellcheck: "false",
            tabindex: "0",
          }),
          lineNumbers(),
          history(),
          drawSelection(),
          specialChars,
          highlightActiveLine(),
          bracketMatching(),
          search({ top: true }),
          keymap.of(
            [...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap].filter(
              (key) => key.key !== "Mod-Enter",
            ),
          ),
          isJson ? [json(), codeFolding(), foldGutter()] : [],
          isJson && check ? [jsonMark, lintGutter()] : [],
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
    editor?.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: withLineEnd(text, lineEndOf(received)) },
      // One undo takes back this and nothing that was typed before.
      annotations: isolateHistory.of("full"),
    });
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
