// The context menu of a read-only text: of the JSON member at the pointer, or of the line.
import type { EditorView } from "@codemirror/view";
import type { MouseEvent, RefObject } from "react";
import { spansOf, unquoted } from "@/format/json-spans";
import { visibleText } from "@/format/visible";
import { useContextMenu } from "./ContextMenu";
import { useCopy } from "./Copying";
import { pointerAt } from "./json-pointer";
import type { MenuAction } from "./Menu";
import { isFromKeyboard } from "./useMenuEvents";

/** More actions on a member. `json` is its value; null if the text has only a part of it. */
export type MemberActions = (pointer: string, json: string | null) => readonly MenuAction[];

const isContainer = (json: string) => /^[[{]/.test(json);

interface CodeMenuOptions {
  label: string;
  isJson: boolean;
  memberActions: MemberActions | undefined;
}

export function useCodeMenu(view: RefObject<EditorView | null>, options: CodeMenuOptions) {
  const { label, isJson, memberActions } = options;
  const show = useContextMenu();
  const copy = useCopy();
  const memberMenu = (text: string, pointer: string): MenuAction[] => {
    const span = spansOf(text, [pointer]).get(pointer);
    const json = span === undefined ? null : text.slice(span.from, span.to);
    const value = json === null ? [] : [json];
    return [
      ...value.map((json) => ({
        key: "value",
        text: "Copy value",
        onChoose: () => copy("Value", isContainer(json) ? json : unquoted(json)),
      })),
      { key: "pointer", text: "Copy pointer", onChoose: () => copy("Pointer", pointer) },
      ...(memberActions?.(pointer, json) ?? []).map((action, index) => ({
        ...action,
        startsGroup: index === 0,
      })),
    ];
  };
  return (event: MouseEvent) => {
    const editor = view.current;
    // The search bar is inside the editor, and its fields and buttons have other menus.
    if (editor === null || !(event.target instanceof Node) || !editor.contentDOM.contains(event.target))
      return;
    const { state } = editor;
    const at = isFromKeyboard(event.nativeEvent)
      ? state.selection.main.head
      : editor.posAtCoords({ x: event.clientX, y: event.clientY }, false);
    const pointer = isJson ? pointerAt(state, at) : null;
    const line = state.doc.lineAt(at).text;
    const { from, to } = state.selection.main;
    const wholeText = { anchor: 0, head: state.doc.length };
    show(event, {
      label: pointer === null || pointer === "" ? label : `Member ${visibleText(pointer)}`,
      selectedText: at >= from && at <= to ? state.sliceDoc(from, to) : "",
      actions: [
        ...(pointer === null ? [] : memberMenu(state.sliceDoc(), pointer)),
        ...(line === "" ? [] : [{ key: "line", text: "Copy line", onChoose: () => copy("Line", line) }]),
        {
          key: "all",
          text: "Select all",
          startsGroup: true,
          onChoose: () => {
            editor.focus();
            editor.dispatch({ selection: wholeText });
          },
        },
      ],
    });
  };
}
