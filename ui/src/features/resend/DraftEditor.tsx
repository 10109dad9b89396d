// The editor of the body. It opens the exact text received and keeps it exact: line ends stay as they are, and only the
// commands that format it change its white space.
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
import { codeLook } from "@/components/code-look";
import { specialChars } from "@/components/special-chars";
import { spansOf } from "@/format/json-spans";
import { type Edit, editedText, layoutEdits, placeAfter } from "@/format/reindent";
import { bodyHelp } from "./body-help";
import styles from "./DraftEditor.module.css";
import { lineEndOf, withLineEnd } from "./line-ends";

export interface DraftEditorHandle {
  /** The edited text; null while it is as received. */
  edited: () => string | null;
  /** The text as the editor counts it: each line ends in one character. */
  counted: () => string;
  /** Makes edits whose places are those of `counted`; one undo takes them back. */
  apply: (edits: readonly Edit[]) => void;
  /** Puts a text in place of all of it. */
  replace: (text: string) => void;
  /** Goes to the member at a JSON Pointer. */
  show: (pointer: string) => void;
  format: () => void;
  minify: () => void;
  reset: () => void;
}

interface DraftEditorProps {
  ref: Ref<DraftEditorHandle>;
  /** The event it is made from. */
  event: number;
  /** The text received; null when what was received is no text: all text is an edit then. */
  received: string | null;
  /** The text to open: as received, or an earlier edit. */
  start: string;
  json: boolean;
  onEdited: (edited: boolean) => void;
}

/** Longer texts are not checked while typing. */
const CHECKED_UP_TO = 512 * 1024;
const WRAPPED_UP_TO = 200_000;
/** The editor takes time by the square of how many edits it is given; above this, the text is put in as a whole. */
const EDITS_AT_ONCE = 4000;

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
          start.length <= WRAPPED_UP_TO ? EditorView.lineWrapping : [],
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onEdited(original === null || !update.state.doc.eq(original));
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
  }, [isJson, event]);

  // A parent that unmounts still asks for the text, so the last one is kept.
  const last = useRef<string | null>(null);
  const end = () => lineEndOf(received ?? start);
  const apply = (edits: readonly Edit[]) => {
    view.current?.dispatch({
      changes: edits.map((edit) => ({ ...edit, insert: withLineEnd(edit.insert, end()) })),
      // One undo takes back this and nothing that was typed before.
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
    if (edits.length <= EDITS_AT_ONCE) apply(edits);
    else {
      const place = placeAfter(edits, view.current?.state.selection.main.head ?? 0);
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
