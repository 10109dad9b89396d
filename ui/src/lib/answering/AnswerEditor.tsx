// The JSON of an answer, to be edited: what its sender would refuse is marked where it stands, what is not as it began has a
// sign beside it, and the members and words that the event's type takes are offered.
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching } from "@codemirror/language";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState, RangeSet, RangeSetBuilder, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  GutterMarker,
  gutter,
  keymap,
  lineNumbers,
  tooltips,
} from "@codemirror/view";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { codeLook } from "@/components/code-look";
import { specialChars } from "@/components/special-chars";
import { spansOf } from "@/format/json-spans";
import { segmentsOf } from "@/format/pointer";
import { visibleText } from "@/format/visible";
import type { AnswerCheck, AnswerMember } from "@/ipc/types";
import styles from "./AnswerEditor.module.css";
import { editedLines } from "./edited-lines";

export interface AnswerEditorHandle {
  /** Goes to the member at a JSON Pointer. */
  show: (pointer: string) => void;
  /** Puts a text in place of all of it; one undo takes it back. */
  replace: (text: string) => void;
  focus: () => void;
}

interface AnswerEditorProps {
  ref?: Ref<AnswerEditorHandle>;
  label: string;
  testId: string;
  /** The text to open. */
  text: string;
  /** What an edit is told against; null when there is nothing it began with. */
  start: string | null;
  json: boolean;
  members: readonly AnswerMember[];
  /** What its sender would make of it; of another text than the one that stands here, nothing is marked. */
  check: AnswerCheck | null;
  onChange: (text: string) => void;
}

class EditedSign extends GutterMarker {
  override toDOM() {
    const sign = document.createElement("span");
    sign.textContent = "±";
    sign.title = "Edited";
    return sign;
  }
}
const SIGN = new EditedSign();
const LINE = Decoration.line({ class: "cm-edited" });

interface Marks {
  lines: DecorationSet;
  signs: RangeSet<GutterMarker>;
}

function marksOf(state: EditorState, start: string): Marks {
  const lines = new RangeSetBuilder<Decoration>();
  const signs = new RangeSetBuilder<GutterMarker>();
  for (const number of editedLines(start, state.doc.toString())) {
    const { from } = state.doc.line(number);
    lines.add(from, from, LINE);
    signs.add(from, from, SIGN);
  }
  return { lines: lines.finish(), signs: signs.finish() };
}

const edits = (start: string) => {
  const field = StateField.define<Marks>({
    create: (state) => marksOf(state, start),
    update: (marks, change) => (change.docChanged ? marksOf(change.state, start) : marks),
    provide: (of) => EditorView.decorations.from(of, ({ lines }) => lines),
  });
  return [
    field,
    gutter({
      class: "cm-edits",
      markers: (view) => view.state.field(field, false)?.signs ?? RangeSet.empty,
      initialSpacer: () => SIGN,
    }),
  ];
};

/** What a check says, as marks on the text. */
export function diagnosticsOf(text: string, check: AnswerCheck): Diagnostic[] {
  const marks: Diagnostic[] = [];
  if (check.json_error !== null) {
    const from = Math.min(check.json_error.unit, Math.max(0, text.length - 1));
    const message = visibleText(check.json_error.sentence);
    marks.push({ from, to: Math.min(from + 1, text.length), severity: "error", message });
  }
  const { remarks } = check.verdict;
  const spans = spansOf(
    text,
    remarks.map(({ pointer }) => pointer),
  );
  for (const { severity, pointer, sentence } of remarks) {
    const span = pointer === "" ? undefined : spans.get(pointer);
    if (span === undefined || severity === "information") continue;
    marks.push({
      ...span,
      severity: severity === "error" ? "error" : "warning",
      message: visibleText(sentence),
    });
  }
  return marks;
}

function choices(members: readonly AnswerMember[]) {
  const options = new Map<string, string>();
  options.set("is_allowed", "Whether the operation may go on.");
  for (const { pointer, about, values } of members) {
    const names = segmentsOf(pointer);
    names.forEach((name, at) => {
      if (at === names.length - 1 || !options.has(name))
        options.set(name, at === names.length - 1 ? about : "");
    });
    for (const value of values) options.set(value, about);
  }
  const listed = [...options].map(([label, info]) => ({ label, ...(info === "" ? {} : { info }) }));
  return autocompletion({
    icons: false,
    override: [
      (context) => {
        const word = context.matchBefore(/"[\w.]*/);
        if (word === null) return null;
        return { from: word.from + 1, options: listed, validFor: /^[\w.]*$/ };
      },
    ],
  });
}

export function AnswerEditor(props: AnswerEditorProps) {
  const { ref, label, testId, text, start, json: isJson, members, check, onChange } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const first = useRef(text);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => {
    if (host.current === null) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          EditorState.lineSeparator.of("\n"),
          EditorView.contentAttributes.of({
            "aria-label": label,
            "data-testid": testId,
            spellcheck: "false",
            tabindex: "0",
          }),
          lineNumbers(),
          start === null ? [] : edits(start),
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
          isJson ? [json(), choices(members)] : [],
          EditorView.lineWrapping,
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            first.current = update.state.sliceDoc();
            tell.current(first.current);
          }),
          codeLook,
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
