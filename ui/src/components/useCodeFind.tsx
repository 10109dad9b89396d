// The search in a text of CodeMirror, with the bar of the window instead of CodeMirror's own.
import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  openSearchPanel,
  SearchQuery,
  search,
  searchPanelOpen,
  setSearchQuery,
} from "@codemirror/search";
import { EditorView, keymap } from "@codemirror/view";
import { type ReactNode, type RefObject, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { matchCounter, matchFromSelection, NO_MATCHES } from "./code-find";
import { FindBar } from "./FindBar";

interface CodeFind {
  /** The same value in each render. */
  extension: ReturnType<typeof keymap.of>[];
  open: () => void;
  bar: ReactNode;
}

export function useCodeFind(view: RefObject<EditorView | null>): CodeFind {
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  const [text, setText] = useState("");
  const [matches, setMatches] = useState(NO_MATCHES);
  const [requests, setRequests] = useState(0);
  /** The element that had the focus before the search opened. */
  const origin = useRef<Element | null>(null);

  const open = () => {
    const editor = view.current;
    if (editor === null) return;
    if (!searchPanelOpen(editor.state)) {
      origin.current = document.activeElement;
      openSearchPanel(editor);
      setText(getSearchQuery(editor.state).search);
    }
    setRequests((n) => n + 1);
  };
  const close = () => {
    const editor = view.current;
    if (editor === null || !closeSearchPanel(editor)) return false;
    const { current: before } = origin;
    if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus();
    else editor.focus();
    return true;
  };
  const find = (next: string) => {
    setText(next);
    const editor = view.current;
    if (editor === null) return;
    editor.dispatch({ effects: setSearchQuery.of(new SearchQuery({ search: next, literal: true })) });
    const match = matchFromSelection(editor.state);
    if (match === null) return;
    editor.dispatch({ selection: { anchor: match.from, head: match.to }, scrollIntoView: true });
  };
  const step = (by: 1 | -1) => {
    if (view.current !== null) (by > 0 ? findNext : findPrevious)(view.current);
  };

  const latest = useRef({ open, close });
  latest.current = { open, close };
  const [extension] = useState(() => {
    const count = matchCounter();
    const opens = () => {
      latest.current.open();
      return true;
    };
    return [
      search({
        literal: true,
        createPanel: () => {
          const dom = document.createElement("div");
          return { dom, top: true, mount: () => setPanel(dom), destroy: () => setPanel(null) };
        },
      }),
      keymap.of([
        { key: "Mod-f", run: opens },
        { key: "F3", run: findNext, shift: findPrevious, preventDefault: true },
        { key: "Mod-g", run: findNext, shift: findPrevious, preventDefault: true },
        { key: "Escape", run: () => latest.current.close() },
      ]),
      EditorView.updateListener.of(({ state }) => {
        if (searchPanelOpen(state)) setMatches(count(state));
      }),
    ];
  });

  const bar =
    panel !== null &&
    createPortal(
      <FindBar
        text={text}
        matches={matches}
        requests={requests}
        onText={find}
        onStep={step}
        onClose={close}
      />,
      panel,
    );
  return { extension, open, bar };
}
