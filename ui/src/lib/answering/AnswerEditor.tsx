// The editor for the JSON of an answer. It marks edited lines and members that the sender would
// reject, and completes the members and values that the event type allows.
import { completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers, tooltips } from "@codemirror/view";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { codeTheme } from "@/components/code-theme";
import { specialChars } from "@/components/special-chars";
import { spansOf } from "@/format/json-spans";
import type { AnswerCheck, AnswerMember } from "@/ipc/types";
import styles from "./AnswerEditor.module.css";
import { answerCompletion, diagnosticsOf } from "./answer-language";
import { editedSigns } from "./edited-signs";
import type { Focusable } from "./focusable";

export interface AnswerEditorHandle extends Focusable {
  /** Selects the member at a JSON Pointer. */
  show: (pointer: string) => void;
  /** Replaces the whole text as a single undo step. */
  replace: (text: string) => void;
}

interface AnswerEditorProps {
  ref?: Ref<AnswerEditorHandle>;
  label: string;
  testId?: string;
  /** The initial text. */
  text: string;
  /** The text that edited lines are compared with; null to mark no lines. */
  start: string | null;
  json: boolean;
  members: readonly AnswerMember[];
  /** The check of the answer. It marks nothing unless it belongs to the current text. */
  check: AnswerCheck | null;
  onChange: (text: string) => void;
}

export function AnswerEditor(props: AnswerEditorProps) {
  const { ref, label, testId, text, start, json: isJson, members, check, onChange } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const currentText = useRef(text);
  const latestOnChange = useRef(onChange);
  latestOnChange.current = onChange;
  useEffect(() => {
    if (host.current === null) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: currentText.current,
        extensions: [
          EditorState.lineSeparator.of("\n"),
          EditorView.contentAttributes.of({
            "aria-label": label,
            ...(testId === undefined ? {} : { "data-testid": testId }),
            spellcheck: "false",
            tabindex: "0",
          }),
          lineNumbers(),
          start === null ? [] : editedSigns(start),
          history(),
          drawSelection(),
          specialChars,
          bracketMatching({ afterCursor: false }),
          tooltips({ parent: document.body }),
          keymap.of(
            [...completionKeymap, ...historyKeymap, ...defaultKeymap].filter(
              (key) => key.key !== "Mod-Enter",
            ),
          ),
          isJson ? [json(), answerCompletion(members)] : [],
          EditorView.lineWrapping,
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            currentText.current = update.state.sliceDoc();
            latestOnChange.current(currentText.current);
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
  }, [label, testId, start, isJson, members]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || check === null) return;
    const now = editor.state.sliceDoc();
    editor.dispatch(setDiagnostics(editor.state, now === check.text ? diagnosticsOf(now, check) : []));
  }, [check]);

  useImperativeHandle(ref, () => ({
    show: (pointer) => {
      const span = spansOf(view.current?.state.doc.toString() ?? "", [pointer]).get(pointer);
      if (span !== undefined)
        view.current?.dispatch({ selection: { anchor: span.from, head: span.to }, scrollIntoView: true });
      view.current?.focus();
    },
    replace: (next) => {
      view.current?.dispatch({ changes: { from: 0, to: view.current.state.doc.length, insert: next } });
    },
    focus: () => view.current?.focus(),
  }));
  return <div ref={host} className={styles.editor} />;
}
