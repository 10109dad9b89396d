// Text for reading: highlighted when it is JSON, foldable, searchable, never editable. Lines end at LF only, so a
// carriage return is a character one can see.
import { json } from "@codemirror/lang-json";
import { codeFolding, foldGutter, foldKeymap } from "@codemirror/language";
import { openSearchPanel, search, searchKeymap, searchPanelOpen } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { spansOf } from "@/format/json-spans";
import styles from "./CodeView.module.css";
import { codeLook } from "./code-look";
import { specialChars } from "./special-chars";
import { tellMember } from "./tell-member";

interface CodeViewProps {
  text: string;
  json: boolean;
  label: string;
  /** Ctrl-F finds in this text from anywhere. */
  findable?: boolean;
  /** As tall as its text, up to a limit, instead of filling its place. */
  grows?: boolean;
  /** Put on the text itself, without the line numbers. */
  testId?: string | undefined;
  /** Told the JSON Pointer of the member under the mouse or the cursor; null when there is none. */
  onMember?: ((pointer: string | null) => void) | undefined;
  /** Told whether the search of the text is open. */
  onFinding?: (open: boolean) => void;
  /** The end of the text is nearly in view. */
  onNearEnd?: () => void;
  /** A member to go to, each time another is given. */
  goTo?: { pointer: string } | null;
}

/** Wrapping lines longer than this makes scrolling slow; they scroll sideways instead. */
const WRAPPED_UP_TO = 20_000;

/** Pixels from the end at which more is asked for. */
const NEAR = 800;

function longestLine(text: string): number {
  let longest = 0;
  let from = 0;
  while (from <= text.length) {
    const next = text.indexOf("\n", from);
    const end = next < 0 ? text.length : next;
    longest = Math.max(longest, end - from);
    from = end + 1;
  }
  return longest;
}

export function CodeView({
  text,
  json: isJson,
  label,
  findable = false,
  grows = false,
  testId,
  onMember,
  onFinding,
  onNearEnd,
  goTo = null,
}: CodeViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const first = useRef(text);
  first.current = text;
  const wrap = longestLine(text) <= WRAPPED_UP_TO;
  const tell = useRef(onMember);
  tell.current = onMember;
  const calls = useRef({ onFinding, onNearEnd });
  calls.current = { onFinding, onNearEnd };
  const tells = isJson && onMember !== undefined;

  useEffect(() => {
    if (host.current === null) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          EditorState.lineSeparator.of("\n"),
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.contentAttributes.of({
            tabindex: "0",
            "aria-label": label,
            "aria-readonly": "true",
            ...(testId === undefined ? {} : { "data-testid": testId }),
          }),
          lineNumbers(),
          specialChars,
          drawSelection(),
          search({ top: true }),
          keymap.of([...searchKeymap, ...foldKeymap]),
          isJson ? [json(), codeFolding(), foldGutter()] : [],
          tells ? tellMember((pointer) => tell.current?.(pointer)) : [],
          wrap ? EditorView.lineWrapping : [],
          EditorView.updateListener.of(({ startState, state }) => {
            const open = searchPanelOpen(state);
            if (open !== searchPanelOpen(startState)) calls.current.onFinding?.(open);
          }),
          EditorView.domEventHandlers({
            scroll: (_event, { scrollDOM: { scrollHeight, scrollTop, clientHeight } }) => {
              if (scrollHeight - scrollTop - clientHeight < NEAR) calls.current.onNearEnd?.();
            },
          }),
          codeLook,
        ],
      }),
    });
    view.current = editor;
    return () => {
      view.current = null;
      if (searchPanelOpen(editor.state)) calls.current.onFinding?.(false);
      editor.destroy();
    };
  }, [isJson, label, wrap, testId, tells]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const before = editor.state.doc.length;
    const shown = editor.state.sliceDoc();
    if (shown === text) return;
    // More of the same text is added at its end, so that the place one reads at stays.
    const more = text.length > before && text.startsWith(shown);
    editor.dispatch({
      changes: more ? { from: before, insert: text.slice(before) } : { from: 0, to: before, insert: text },
    });
    if (!more) editor.scrollDOM.scrollTop = 0;
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || goTo === null) return;
    const span = spansOf(editor.state.doc.toString(), [goTo.pointer]).get(goTo.pointer);
    if (span === undefined) return;
    editor.dispatch({ selection: { anchor: span.from, head: span.to }, scrollIntoView: true });
    editor.focus();
  }, [goTo]);

  useAction(
    "find",
    findable
      ? () => {
          if (view.current !== null) openSearchPanel(view.current);
        }
      : null,
  );
  return <div ref={host} className={grows ? styles.grows : styles.fills} />;
}
