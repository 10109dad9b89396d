// Connects a filter field to its suggestions, and handles the keys that select one. The focus stays
// in the field.
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { type Suggestion, useSuggestions } from "./useSuggestions";

interface CompletionOptions {
  field: RefObject<HTMLInputElement | null>;
  text: string;
  onText: (text: string) => void;
  /** Called with the selected recent search. If absent, an empty field has no suggestions. */
  onRecent: ((text: string) => void) | undefined;
}

export function useCompletion({ field, text, onText, onRecent }: CompletionOptions) {
  const { shown, fetchSuggestions, clear } = useSuggestions();
  const [active, setActive] = useState<number | null>(null);
  const open = shown.list.length > 0;

  /** The cursor position to set once the new text is rendered. */
  const cursor = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (cursor.current === null) return;
    field.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  });

  const close = () => {
    setActive(null);
    clear();
  };
  const suggest = (next: string, at: number) => {
    setActive(null);
    // Before the first character of a term every term is possible, so suggestions open only on
    // demand.
    if (/^$|\s/.test(next.slice(0, at).at(-1) ?? "")) clear();
    else void fetchSuggestions(next, at, false);
  };
  const suggestOnDemand = () => {
    if (text !== "" || onRecent !== undefined)
      void fetchSuggestions(text, field.current?.selectionStart ?? text.length, true);
  };
  const accept = ({ taken }: Suggestion) => {
    cursor.current = taken.cursor;
    if (shown.what === "recent") {
      close();
      onRecent?.(taken.text);
    } else {
      onText(taken.text);
      // A name needs a value. After a value the term is complete.
      if (taken.text.slice(0, taken.cursor).endsWith(":")) suggest(taken.text, taken.cursor);
      else close();
    }
  };
  const move = (by: 1 | -1) => {
    const { length } = shown.list;
    if (open) setActive(((active ?? (by > 0 ? -1 : length)) + by + length) % length);
    else suggestOnDemand();
  };
  /** Returns whether the suggestions handled the key. */
  const onKey = (event: KeyboardEvent): boolean => {
    const chosen = active === null ? undefined : shown.list[active];
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        move(event.key === "ArrowDown" ? 1 : -1);
        return true;
      case " ":
        if (!event.ctrlKey) return false;
        suggestOnDemand();
        return true;
      case "Tab": {
        const first = chosen ?? (shown.what === "completions" ? shown.list[0] : undefined);
        if (first === undefined || event.shiftKey) return false;
        accept(first);
        return true;
      }
      case "Enter":
        if (chosen === undefined || event.shiftKey) return false;
        accept(chosen);
        return true;
      case "Escape":
        if (!open) return false;
        close();
        event.stopPropagation();
        return true;
      default:
        return false;
    }
  };
  return { shown, active, open, suggest, close, accept, onKey };
}
