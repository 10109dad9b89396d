// A form field for code, with highlighting for JSON. It grows with its text up to a limit. The
// window handles Ctrl-Enter and Escape, and Tab leaves the field.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { useEffect, useRef } from "react";
import styles from "./CodeField.module.css";
import { codeTheme } from "./code-theme";
import { specialChars } from "./special-chars";

interface CodeFieldProps {
  value: string;
  json: boolean;
  label: string;
  hint?: string;
  wrong?: boolean;
  /** Shows line numbers. */
  numbered?: boolean;
  /** Fills its container instead of growing with its text. */
  fills?: boolean;
  testId?: string;
  describedBy?: string | undefined;
  /** A position to select, starting at 1. Each new object moves the selection. */
  goTo?: { line: number; column: number } | null;
  onChange: (value: string) => void;
}

export function CodeField(props: CodeFieldProps) {
  const {
    value,
    json: isJson,
    label,
    hint = "",
    wrong = false,
    numbered = false,
    testId,
    goTo = null,
  } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const initial = useRef(value);
  initial.current = value;
  const onChange = useRef(props.onChange);
  onChange.current = props.onChange;

  useEffect(() => {
    if (host.current === null) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: initial.current,
        extensions: [
          EditorView.contentAttributes.of({
            "aria-label": label,
            spellcheck: "false",
            ...(testId === undefined ? {} : { "data-testid": testId }),
          }),
          numbered ? lineNumbers() : [],
          history(),
          drawSelection(),
          specialChars,
          bracketMatching(),
          placeholder(hint),
          keymap.of([...historyKeymap, ...defaultKeymap].filter((key) => key.key !== "Mod-Enter")),
          isJson ? json() : [],
          EditorView.lineWrapping,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onChange.current(update.state.doc.toString());
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
  }, [isJson, label, hint, numbered, testId]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const content = view.current?.contentDOM;
    if (content === undefined) return;
    content.setAttribute("aria-invalid", String(wrong));
    if (props.describedBy === undefined) content.removeAttribute("aria-describedby");
    else content.setAttribute("aria-describedby", props.describedBy);
  }, [wrong, props.describedBy]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || goTo === null || goTo.line > editor.state.doc.lines) return;
    const line = editor.state.doc.line(goTo.line);
    const anchor = Math.min(line.from + goTo.column - 1, line.to);
    editor.dispatch({ selection: { anchor, head: line.to }, scrollIntoView: true });
    editor.focus();
  }, [goTo]);

  const size = props.fills === true ? styles.fills : styles.grows;
  return <div ref={host} className={size} data-invalid={wrong} />;
}
