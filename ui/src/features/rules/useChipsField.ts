// The state of a field for several texts: the typed text, its suggestions, and the active
// suggestion.
import { type KeyboardEvent, useRef, useState } from "react";

export interface Suggestion {
  text: string;
  about?: string;
}

interface Options {
  texts: readonly string[];
  suggestions: readonly Suggestion[];
  onChange: (texts: string[]) => void;
}

const MAX_SHOWN = 60;

export function useChipsField({ texts, suggestions, onChange }: Options) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const query = typed.trim().toLowerCase();
  const shown = isOpen
    ? suggestions
        .filter(({ text }) => !texts.includes(text) && text.toLowerCase().includes(query))
        .slice(0, MAX_SHOWN)
    : [];
  const add = (text: string) => {
    const next = text.trim();
    setTyped("");
    setActive(null);
    if (next !== "" && !texts.includes(next)) onChange([...texts, next]);
  };
  const remove = (at: number) => {
    onChange(texts.filter((_, other) => other !== at));
    field.current?.focus();
  };
  const move = (by: number) => {
    const { length } = shown;
    setIsOpen(true);
    if (length > 0) setActive(((active ?? (by > 0 ? -1 : length)) + by + length) % length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.altKey) return;
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      const chosen = active === null ? undefined : shown[active];
      if (event.ctrlKey || event.metaKey || (chosen === undefined && typed.trim() === "")) return;
      add(chosen?.text ?? typed);
    } else if (event.key === "Backspace" && typed === "" && texts.length > 0) remove(texts.length - 1);
    else if (event.key === "Escape" && shown.length > 0) {
      setIsOpen(false);
      setActive(null);
      event.stopPropagation();
    } else return;
    event.preventDefault();
  };
  return {
    field,
    typed,
    shown,
    active,
    remove,
    choose: (text: string) => {
      add(text);
      field.current?.focus();
    },
    handlers: {
      onChange: (event: { target: { value: string } }) => {
        setTyped(event.target.value);
        setIsOpen(true);
        setActive(null);
      },
      onClick: () => setIsOpen(true),
      onBlur: () => {
        setIsOpen(false);
        add(typed);
      },
      onKeyDown,
    },
  };
}
