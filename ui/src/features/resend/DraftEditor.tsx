// The body editor. It opens the exact received text and preserves it: line endings do not change,
// and only the formatting commands change white space.
import { completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Text } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { codeTheme } from "@/components/code-theme";
import { specialChars } from "@/components/special-chars";
import { spansOf } from "@/format/json-spans";
import { type Edit, editedText, layoutEdits, offsetAfter } from "@/format/reindent";
import { bodyHelp } from "./body-help";
import styles from "./DraftEditor.module.css";
import { lineEndOf, withLineEnd } from "./line-ends";

export interface DraftEditorHandle {
  /** The edited text; null while it equals the received text. */
  edited: () => string | null;
  /** The text in editor offsets: each line ending counts as one character. */
  counted: () => string;
  /** Applies edits with offsets into `counted`. One undo reverts them all. */
  apply: (edits: readonly Edit[]) => void;
  /** Replaces the whole text. */
  replace: (text: string) => void;
  /** Selects the member at a JSON Pointer. */
  show: (pointer: string) => void;
  format: () => void;
  minify: () => void;
  reset: () => void;
}

interface DraftEditorProps {
  ref: Ref<DraftEditorHandle>;
  /** The event of the draft. */
  event: number;
  /** The received text; null when the received body is not text, so that any text is an edit. */
  received: string | null;
  /** The initial text: the received text, or an earlier edit. */
  start: string;
  json: boolean;
  onEdited: (edited: boolean) => void;
}

/** Longer texts are not checked while typing. In UTF-16 units. */
const MAX_CHECKED_LENGTH = 512 * 1024;
/** Longer texts are not wrapped. In UTF-16 units. */
const MAX_WRAPPED_LENGTH = 200_000;
/**
 * CodeMirror takes quadratic time in the number of edits. Above this, the whole text is replaced.
 */
const MAX_EDITS = 4000;

export function DraftEditor({ ref, event, received, start, json: isJson, onEdited }: DraftEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const first = useRef({ received, start, onEdited });

  useEffect(() => {
    if (host.current === null) return;
    const { received, start, onEdited } = first.current;
    const end = lineEndOf(received ?? start);
    const lines = [
      EditorState.lineSeparator.of(end),
      EditorView.clipboardInputFilter.of((text) => withLineEnd(text, end)),
    ];
    const original: Text | null =
      received === null ? null : EditorState.create({ doc: received, extensions: lines }).doc;
    const check = start.length <= MAX_CHECKED_LENGTH && start.trim() !== "";
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
            [
              ...completionKeymap,
              ...searchKeymap,
              ...historyKeymap,
              ...foldKeymap,
              ...lintKeymap,
              ...defaultKeymap,
            ].filter((key) => key.key !== "Mod-Enter"),
          ),
          isJson ? [json(), codeFolding(), foldGutter()] : [],
          isJson && check ? [bodyHelp(event, end), lintGutter()] : [],
          start.length <= MAX_WRAPPED_LENGTH ? EditorView.lineWrapping : [],
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onEdited(original === null || !update.state.doc.eq(original));
          }),
          codeTheme,
        ],
      }),
    });
    view.current = editor;
    // An empty URL field has focused itself already.
    if (!(document.activeElement instanceof HTMLInputElement)) editor.focus();
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [isJson, event]);

  // The parent reads the text while it unmounts, after the view is gone, so the last text is
  // cached.
  const last = useRef<string | null>(null);
  const end = () => lineEndOf(received ?? start);
  const apply = (edits: readonly Edit[]) => {
    view.current?.dispatch({
      changes: edits.map((edit) => ({ ...edit, insert: withLineEnd(edit.insert, end()) })),
      // One undo reverts these changes and nothing typed before.
      annotations: isolateHistory.of("full"),
    });
  };
  const counted = () => view.current?.state.doc.toString() ?? "";
  const replace = (text: string) => {
    apply([{ from: 0, to: view.current?.state.doc.length ?? 0, insert: text }]);
    view.current?.focus();
  };
  const layOut = (form: "indented" | "dense") => {
    const text = counted();
    const edits = layoutEdits(text, form);
    if (edits.length <= MAX_EDITS) apply(edits);
    else {
      const place = offsetAfter(edits, view.current?.state.selection.main.head ?? 0);
      apply([{ from: 0, to: text.length, insert: editedText(text, edits) }]);
      view.current?.dispatch({ selection: { anchor: place }, scrollIntoView: true });
    }
    view.current?.focus();
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
    counted,
    apply,
    replace,
    show: (pointer) => {
      const span = spansOf(counted(), [pointer]).get(pointer);
      if (span === undefined) return;
      view.current?.dispatch({ selection: { anchor: span.from, head: span.to }, scrollIntoView: true });
      view.current?.focus();
    },
    format: () => layOut("indented"),
    minify: () => layOut("dense"),
    reset: () => replace(received ?? ""),
  }));
  useAction("find", () => {
    if (view.current !== null) openSearchPanel(view.current);
  });
  return <div ref={host} className={styles.editor} data-testid="draft-editor" />;
}
