// A read-only text, with highlighting and folding for JSON and with search. Only LF ends a line, so
// a carriage return is shown as a character.
import { json } from "@codemirror/lang-json";
import { codeFolding, foldGutter, foldKeymap } from "@codemirror/language";
import { searchPanelOpen } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { spansOf } from "@/format/json-spans";
import styles from "./CodeView.module.css";
import { canWrap } from "./can-wrap";
import { codeTheme } from "./code-theme";
import { memberAtCursor } from "./member-at-cursor";
import { specialChars } from "./special-chars";
import { useCodeFind } from "./useCodeFind";
import { useCodeHits } from "./useCodeHits";
import { type MemberActions, useCodeMenu } from "./useCodeMenu";

interface CodeViewProps {
  text: string;
  json: boolean;
  label: string;
  /** Ctrl-F opens the search of this text from anywhere in the window. */
  findable?: boolean;
  /** Grows with its text up to a limit, instead of filling its container. */
  grows?: boolean;
  /** The test id of the text without the line numbers. */
  testId?: string | undefined;
  /**
   * Called with the JSON Pointer of the member under the mouse or the cursor, or null if there is
   * none.
   */
  onMember?: ((pointer: string | null) => void) | undefined;
  /** More actions on a JSON member, for its context menu. */
  memberActions?: MemberActions | undefined;
  /** Called when the search of the text opens or closes. */
  onFinding?: (open: boolean) => void;
  /** Called when the user scrolls close to the end of the text. */
  onNearEnd?: () => void;
  /** Texts to highlight, such as those that a filter looks for. */
  hits?: RegExp | null;
  /** A member to select. Each new object moves the selection. */
  goTo?: { pointer: string } | null;
}

/** The distance from the end, in pixels, at which `onNearEnd` is called. */
const NEAR_END_PX = 800;

export function CodeView({
  text,
  json: isJson,
  label,
  findable = false,
  grows = false,
  testId,
  onMember,
  memberActions,
  onFinding,
  onNearEnd,
  hits = null,
  goTo = null,
}: CodeViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const find = useCodeFind(view);
  const hitsExtension = useCodeHits(view, hits);
  const initial = useRef(text);
  initial.current = text;
  const wrap = canWrap(text);
  const callbacks = useRef({ onMember, onFinding, onNearEnd });
  callbacks.current = { onMember, onFinding, onNearEnd };
  const reportsMember = isJson && onMember !== undefined;

  useEffect(() => {
    if (host.current === null) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: initial.current,
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
          find.extension,
          hitsExtension(),
          keymap.of([...foldKeymap]),
          isJson ? [json(), codeFolding(), foldGutter()] : [],
          reportsMember ? memberAtCursor((pointer) => callbacks.current.onMember?.(pointer)) : [],
          wrap ? EditorView.lineWrapping : [],
          EditorView.updateListener.of(({ startState, state }) => {
            const open = searchPanelOpen(state);
            if (open !== searchPanelOpen(startState)) callbacks.current.onFinding?.(open);
          }),
          EditorView.domEventHandlers({
            scroll: (_event, { scrollDOM: { scrollHeight, scrollTop, clientHeight } }) => {
              if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) callbacks.current.onNearEnd?.();
            },
          }),
          codeTheme,
        ],
      }),
    });
    view.current = editor;
    return () => {
      view.current = null;
      if (searchPanelOpen(editor.state)) callbacks.current.onFinding?.(false);
      editor.destroy();
    };
  }, [isJson, label, wrap, testId, reportsMember, find.extension, hitsExtension]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const before = editor.state.doc.length;
    const shown = editor.state.sliceDoc();
    if (shown === text) return;
    // If the new text continues the shown text, append the rest, so that the scroll position stays.
    const continues = text.length > before && text.startsWith(shown);
    editor.dispatch({
      changes: continues
        ? { from: before, insert: text.slice(before) }
        : { from: 0, to: before, insert: text },
    });
    if (!continues) editor.scrollDOM.scrollTop = 0;
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || goTo === null) return;
    const span = spansOf(editor.state.doc.toString(), [goTo.pointer]).get(goTo.pointer);
    if (span === undefined) return;
    editor.dispatch({ selection: { anchor: span.from, head: span.to }, scrollIntoView: true });
    editor.focus();
  }, [goTo]);

  useAction("find", findable ? find.open : null);
  const onContextMenu = useCodeMenu(view, { label, isJson, memberActions });
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the text inside has the focus and the keys. */}
      <div ref={host} className={grows ? styles.grows : styles.fills} onContextMenu={onContextMenu} />
      {find.bar}
    </>
  );
}
