// Keeps the focus among the headers while they come and go: on the name of a new one, and after one is removed on the
// button that removes the next.
import { type RefObject, useEffect, useRef } from "react";

export interface HeaderFocus {
  ref: RefObject<HTMLElement | null>;
  /** To be called before a header is added at the end. */
  toAdded: () => void;
  /** To be called before the header at a position is removed. */
  toRemove: (at: number) => void;
}

export function useHeaderFocus(): HeaderFocus {
  const ref = useRef<HTMLElement>(null);
  const wanted = useRef<number | "added" | null>(null);
  useEffect(() => {
    const at = wanted.current;
    wanted.current = null;
    const all = (what: string) => [...(ref.current?.querySelectorAll<HTMLElement>(what) ?? [])];
    if (at === "added") all("[data-name]").at(-1)?.focus();
    else if (at !== null) (all("[data-remove]")[at] ?? all("[data-add]")[0])?.focus();
  });
  return {
    ref,
    toAdded: () => {
      wanted.current = "added";
    },
    toRemove: (at) => {
      wanted.current = at;
    },
  };
}
