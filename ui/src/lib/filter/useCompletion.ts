// Suggestions for a filter field, and the keys that choose among them. The focus stays in the field.
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { type Suggestion, useSuggestions } from "./useSuggestions";

interface CompletionOptions {
  field: RefObject<HTMLInputElement | null>;
  text: string;
  onText: (text: string) => void;
  /** Runs with an earlier search that was chosen; without it, an empty field suggests nothing by itself. */
  onRecent: ((text: string) => void) | undefined;
}

export function useCompletion({ field, text, onText, onRecent }: CompletionOptions) {
  const { shown, ask, close } = useSuggestions();
  const [active, setActive] = useState<number | null>(null);
  const open = shown.list.length > 0;

  /** Where the cursor goes once the new text is rendered. */
  const cursor = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (cursor.current === null) return;
    field.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  });

  const shut = () => {
    setActive(null);
    close();
  };
  const suggest = (next: string, at: number) => {
    setActive(null);
    // After a space every word is possible: those are shown only on demand.
    const behindSpace = /^$|\s/.test(next.slice(0, at).at(-1) ?? "");
    if (next === "" ? onRecent === undefined : behindSpace) close();
    else void ask(next, at);
  };
  const take = ({ taken }: Suggestion) => {
    cursor.current = taken.cursor;
    if (shown.what === "recent") {
      shut();
      onRecent?.(taken.text);
    } else {
      onText(taken.text);
      suggest(taken.text, taken.cursor);
    }
  };
  const move = (by: 1 | -1) => {
    const { length } = shown.list;
    if (open) setActive(((active ?? (by > 0 ? -1 : length)) + by + length) % length);
    else if (text !== "" || onRecent !== undefined)
      void ask(text, field.current?.selectionStart ?? text.length);
  };
  /** Returns whether the suggestions handled the key. */
  const onKey = (event: KeyboardEvent): boolean => {
    const chosen = active === null ? undefined : shown.list[active];
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        move(event.key === "ArrowDown" ? 1 : -1);
        return true;
      case "Tab": {
        const first = chosen ?? (shown.what === "completions" ? shown.list[0] : undefined);
        if (first === undefined || event.shiftKey) return false;
        take(first);
        return true;
      }
      case "Enter":
        if (chosen === undefined || event.shiftKey) return false;
        take(chosen);
        return true;
      case "Escape":
        if (!open) return false;
        shut();
        event.stopPropagation();
        return true;
      default:
        return false;
    }
  };
  return { shown, active, open, suggest, shut, take, onKey };
}
