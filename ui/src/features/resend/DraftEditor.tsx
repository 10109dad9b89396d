// The body editor. It shows the received text formatted or as it is, and preserves it: line endings
// do not change, and edits of the formatted text are carried back into the received text.
import { completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { codeTheme } from "@/components/code-theme";
import { specialChars } from "@/components/special-chars";
import { spansOf } from "@/format/json-spans";
import { type Edit, layoutEdits } from "@/format/reindent";
import { layoutFor, shownIn } from "@/lib/body/editing";
import type { BodyLayout } from "@/lib/body/layout";
import { bodyHelp } from "./body-help";
import styles from "./DraftEditor.module.css";
import { applyEdits, layoutHistory, layoutOf, replaceText, switchLayout, textIn } from "./draft-layout";
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
  /** Moves the cursor to an offset into `counted`. */
  showAt: (offset: number) => void;
  /** Shows the text in another layout. */
  showAs: (layout: BodyLayout) => void;
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
  /** The layout to open the text in, if it fits. */
  layout: BodyLayout;
  /** Called with the layout in which the text opens, and when it changes, also by undo. */
  onLayout: (layout: BodyLayout) => void;
  onEdited: (edited: boolean) => void;
}

/** Longer texts are not checked while typing. In UTF-16 units. */
const MAX_CHECKED_LENGTH = 512 * 1024;
/** Longer texts are not wrapped. In UTF-16 units. */
const MAX_WRAPPED_LENGTH = 200_000;

export function DraftEditor(props: DraftEditorProps) {
  const { ref, event, received, start, json: isJson, layout } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const first = useRef({ received, start, layout });
  const callbacks = useRef(props);
  callbacks.current = props;

  useEffect(() => {
    if (host.current === null) return;
    const { received, start } = first.current;
    const layout = isJson ? layoutFor(start, first.current.layout) : "original";
    const end = lineEndOf(received ?? start);
    const lines = [
      EditorState.lineSeparator.of(end),
      EditorView.clipboardInputFilter.of((text) => withLineEnd(text, end)),
    ];
    const check = start.length <= MAX_CHECKED_LENGTH && start.trim() !== "";
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: withLineEnd(shownIn(layout, start), end),
        extensions: [
          lines,
          layoutHistory({ layout, base: start }),
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
            const { onEdited, onLayout } = callbacks.current;
            if (update.docChanged) onEdited(textIn(update.state) !== received);
            const now = layoutOf(update.state);
            if (now !== layoutOf(update.startState)) onLayout(now);
          }),
          codeTheme,
        ],
      }),
    });
    view.current = editor;
    callbacks.current.onLayout(layout);
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
    if (view.current !== null) applyEdits(view.current, edits, end(), null);
  };
  const counted = () => view.current?.state.doc.toString() ?? "";
  const replace = (text: string) => {
    if (view.current !== null) replaceText(view.current, text, end());
    view.current?.focus();
  };
  const layOut = (form: "indented" | "dense") => {
    apply(layoutEdits(counted(), form));
    view.current?.focus();
  };
  const textNow = () => {
    if (view.current !== null) last.current = textIn(view.current.state);
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
    showAt: (offset) => {
      view.current?.dispatch({ selection: { anchor: offset }, scrollIntoView: true });
      view.current?.focus();
    },
    showAs: (layout) => {
      if (view.current !== null) switchLayout(view.current, layout, end());
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
