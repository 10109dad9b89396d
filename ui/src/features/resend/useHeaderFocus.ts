// Keeps the focus in the header list: on the name of an added header, and after a removal on the
// Remove button of the next header.
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
  const pending = useRef<number | "added" | null>(null);
  useEffect(() => {
    const at = pending.current;
    pending.current = null;
    const all = (what: string) => [...(ref.current?.querySelectorAll<HTMLElement>(what) ?? [])];
    if (at === "added") all("[data-name]").at(-1)?.focus();
    else if (at !== null) (all("[data-remove]")[at] ?? all("[data-add]")[0])?.focus();
  });
  return {
    ref,
    toAdded: () => {
      pending.current = "added";
    },
    toRemove: (at) => {
      pending.current = at;
    },
  };
}
