// Keeps the focus among the headers: on the name of a header that was added, and after a removal on the button that
// removes the next header.
import { type RefObject, useEffect, useRef } from "react";

export interface HeaderFocus {
  ref: RefObject<HTMLElement | null>;
  /** Call it before a header is added at the end. */
  toAdded: () => void;
  /** Call it before the header at a position is removed. */
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
