// Decides whether a key press belongs to a field. A field that is removed or disabled while someone
// types keeps the keys, so that the rest of the text runs no shortcuts. It loses them when the user
// clicks, leaves it with a key, runs a shortcut, or moves the focus.
import { isTyping } from "./keymap";

const isLost = (field: HTMLElement) =>
  !field.isConnected ||
  !isTyping(field) ||
  field.matches(":disabled") ||
  field.closest("[inert], [hidden]") !== null;

/** Keys after which the user no longer types in the field, whatever becomes of it. */
function leavesField(event: KeyboardEvent): boolean {
  if (event.key === "Escape" || event.key === "Tab") return true;
  if (event.key !== "Enter") return false;
  // Enter in an editor or a text area is a character, unless the text area's form handles it.
  const { target } = event;
  if (event.ctrlKey || event.metaKey || target instanceof HTMLInputElement) return true;
  return target instanceof HTMLTextAreaElement && event.defaultPrevented;
}

export interface TypingGuard {
  /** Whether this key press belongs to a field. Call it once for each key press. */
  ownsKey: (event: KeyboardEvent) => boolean;
  /** The user left the field with a shortcut. */
  leave: () => void;
  /** A field is about to get the focus and owns the keys until the returned function is called. */
  expect: () => () => void;
  /** Follows the focus and the clicks of the window. Returns a function that stops it. */
  follow: () => () => void;
}

export function createTypingGuard(): TypingGuard {
  let field: HTMLElement | null = null;
  let expected = 0;
  const enter = (target: EventTarget | null) => {
    field = isTyping(target) ? (target as HTMLElement) : null;
  };
  const onPress = ({ target }: Event) => enter(target);
  // The window moves the focus when it removes the focused field. That is not a choice of the user.
  const onFocus = ({ target }: Event) => {
    if (isTyping(target) || field === null || !isLost(field)) enter(target);
  };
  const leave = () => {
    field = null;
  };
  return {
    ownsKey: (event) => {
      const typing = isTyping(event.target);
      if (typing) field = event.target as HTMLElement;
      const owned = typing || expected > 0 || (field !== null && isLost(field));
      if (leavesField(event)) leave();
      return owned;
    },
    leave,
    expect: () => {
      expected += 1;
      return () => {
        expected -= 1;
      };
    },
    follow: () => {
      const listeners = { mousedown: onPress, click: onPress, focusin: onFocus, submit: leave };
      for (const [type, listener] of Object.entries(listeners)) window.addEventListener(type, listener, true);
      return () => {
        for (const [type, listener] of Object.entries(listeners))
          window.removeEventListener(type, listener, true);
      };
    },
  };
}
