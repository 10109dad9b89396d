// Which of the ways to answer is open, and the focus in it.
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Way } from "@/lib/answering/drafts";

interface Focusable {
  focus: () => void;
}

export type WayState = ReturnType<typeof useWay>;

export function useWay(first: Way) {
  const [way, setWay] = useState<Way>(first);
  /** Counts how often a way was opened, so that opening it again moves the focus again. */
  const [opened, setOpened] = useState(0);
  const starts: Record<Way, RefObject<Focusable | null>> = {
    deny: useRef<Focusable>(null),
    change: useRef<Focusable>(null),
    custom: useRef<Focusable>(null),
  };
  const latest = useRef(starts);
  useEffect(() => {
    if (opened > 0) latest.current[way].current?.focus();
  }, [opened, way]);
  return {
    way,
    /** Where writing starts in each way. */
    starts,
    open: (next: Way) => {
      setWay(next);
      setOpened((count) => count + 1);
    },
  };
}
