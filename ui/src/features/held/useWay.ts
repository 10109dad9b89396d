// Which answer card is open. Opening a card focuses its first field.
import { type RefObject, useEffect, useRef, useState } from "react";
import { useFieldExpected } from "@/actions/Actions";
import type { AnswerKind } from "@/lib/answering/drafts";

interface Focusable {
  focus: () => void;
}

export type WayState = ReturnType<typeof useWay>;

/**
 * `first` is the card at the start, and `open` the one that is opened at once, if any. Only the
 * denial has fields before the form is loaded.
 */
export function useWay(
  first: AnswerKind,
  open: AnswerKind | null,
  form: { data?: unknown; isPending: boolean },
) {
  const [way, setWay] = useState<AnswerKind>(open ?? first);
  /** Counts how often a card was opened, so that reopening it moves the focus again. */
  const [opened, setOpened] = useState(open === null ? 0 : 1);
  const starts: Record<AnswerKind, RefObject<Focusable | null>> = {
    deny: useRef<Focusable>(null),
    change: useRef<Focusable>(null),
    custom: useRef<Focusable>(null),
  };
  const latest = useRef(starts);
  const hasFields = form.data !== undefined || way === "deny";
  useFieldExpected(opened > 0 && !hasFields && form.isPending);
  useEffect(() => {
    if (opened > 0 && hasFields) latest.current[way].current?.focus();
  }, [opened, way, hasFields]);
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
