// The text of the search field. It is applied after a pause in typing, or at once on request.
import { useEffect, useRef, useState } from "react";

const PAUSE = 250;

export function useFilterText(value: string, onChange: (text: string) => void) {
  const [text, setText] = useState(value);
  const applied = useRef(value);
  useEffect(() => {
    // It was changed from elsewhere, for example by *Show all events*.
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
    const timer = setTimeout(() => apply(text), PAUSE);
    return () => clearTimeout(timer);
  });
  return { text, setText, apply };
}
