// The text of the search field. It applies after a pause in typing, or immediately through `apply`.
import { useEffect, useRef, useState } from "react";

/** The debounce delay, in milliseconds. */
const DEBOUNCE_DELAY = 250;

export function useFilterText(value: string, onChange: (text: string) => void) {
  const [text, setText] = useState(value);
  const applied = useRef(value);
  useEffect(() => {
    // Something else changed the filter, for example *Show all events*.
    if (value !== applied.current) {
      applied.current = value;
      setText(value);
    }
  }, [value]);
  const apply = (next: string) => {
    applied.current = next;
    setText(next);
    onChange(next);
  };
  useEffect(() => {
    if (text === applied.current) return;
    const timer = setTimeout(() => apply(text), DEBOUNCE_DELAY);
    return () => clearTimeout(timer);
  });
  return { text, setText, apply };
}
