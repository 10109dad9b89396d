// The context menu of the window. Elements offer actions with `useContextMenu`; one menu shows them,
// at the pointer or at the focused element. The menu of the webview never opens, except in fields:
// only the webview can paste there, because a page cannot read the clipboard in WebKitGTK.
import { Menu as Base } from "@base-ui/react/menu";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useLayoutEffect,
  useMemo,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { copyText } from "./clipboard";
import { isEditable, selectedText } from "./editable";
import { type MenuAction, MenuItems } from "./Menu";
import { useMenuEvents } from "./useMenuEvents";

/** A `contextmenu` event of the browser or of React. */
type MenuEvent = Pick<MouseEvent, "clientX" | "clientY" | "target" | "defaultPrevented"> & {
  preventDefault: () => void;
};

interface ContextMenuContent {
  /** What the actions act on. */
  label: string;
  actions: readonly MenuAction[];
  /** The selected text at the pointer, for a text that renders only its visible lines. */
  selectedText?: string;
  /** The element that is outlined while the menu is open. */
  outlined?: Element | null;
}

/** Opens the menu. An element inside another one opens its own menu first, which stays. */
export type OpenContextMenu = (event: MenuEvent, content: ContextMenuContent) => void;

const Context = createContext<OpenContextMenu>(() => undefined);

export const useContextMenu = () => useContext(Context);

interface OpenMenu {
  label: string;
  actions: readonly MenuAction[];
  outlined: Element | null;
  at: { x: number; y: number };
  /** The element that had the focus. */
  origin: Element | null;
}

const OUTLINED = "data-menu-open";

const copySelection = (text: string): MenuAction[] =>
  text === "" ? [] : [{ key: "selection", text: "Copy selected text", onChoose: () => void copyText(text) }];

/** Moves the focus back to the element that had it, or to the one that replaced it. */
function returnFocus(origin: Element | null) {
  const isInMenu = document.activeElement?.closest('[role="menu"]') != null;
  if (!isInMenu && document.activeElement !== document.body) return;
  const element = origin === null || origin.isConnected ? origin : document.getElementById(origin.id);
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}

export function ContextMenuProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  // It stays while the menu closes.
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const show = useCallback<OpenContextMenu>((event, { label, actions, outlined = null, ...content }) => {
    if (event.defaultPrevented || isEditable(event.target)) return;
    const selected = content.selectedText ?? selectedText(event.target);
    const offered = [...copySelection(selected), ...actions];
    if (offered.length === 0) return;
    event.preventDefault();
    const { clientX: x, clientY: y } = event;
    setMenu({ label, actions: offered, outlined, at: { x, y }, origin: document.activeElement });
    setOpen(true);
  }, []);
  const close = useCallback(() => setOpen(false), []);
  // React moves the focus back itself while it applies changes, so this runs after them.
  useLayoutEffect(() => {
    if (menu === null) return;
    menu.outlined?.toggleAttribute(OUTLINED, open);
    if (!open) returnFocus(menu.origin);
    return () => {
      menu.outlined?.removeAttribute(OUTLINED);
    };
  }, [open, menu]);
  useMenuEvents(show, close);
  const anchor = useMemo(
    () => ({ getBoundingClientRect: () => DOMRect.fromRect(menu?.at ?? { x: 0, y: 0 }) }),
    [menu],
  );
  const choose = ({ onChoose }: MenuAction) => {
    // The focus is back before the action runs, because the action can move it.
    flushSync(close);
    onChoose();
  };
  return (
    <Context value={show}>
      {children}
      <Base.Root open={open} onOpenChange={(next) => !next && close()}>
        <MenuItems
          actions={menu?.actions ?? []}
          label={menu?.label ?? ""}
          offset={0}
          align="start"
          anchor={anchor}
          collisionAvoidance={{ side: "shift", align: "shift", fallbackAxisSide: "none" }}
          onChosen={choose}
        />
      </Base.Root>
    </Context>
  );
}
