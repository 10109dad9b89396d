// Which answer card is open. Opening a card focuses its first field.
import { type RefObject, useEffect, useRef, useState } from "react";
import type { AnswerKind } from "@/lib/answering/drafts";

interface Focusable {
  focus: () => void;
}

export type WayState = ReturnType<typeof useWay>;

export function useWay(first: AnswerKind) {
  const [way, setWay] = useState<AnswerKind>(first);
  /** Counts how often a card was opened, so that reopening it moves the focus again. */
  const [opened, setOpened] = useState(0);
  const starts: Record<AnswerKind, RefObject<Focusable | null>> = {
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
    /** The first field of each card. */
    starts,
    open: (next: AnswerKind) => {
      setWay(next);
      setOpened((count) => count + 1);
    },
  };
}
