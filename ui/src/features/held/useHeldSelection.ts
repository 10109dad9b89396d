// Which held event is shown. When its wait ends, the first event that still waits takes its place,
// unless the shown one has a draft or the user types: typed text stays where it is.
import { useEffect, useState } from "react";
import { type AnswerKind, isEdited, NO_DRAFTS, reusable } from "@/lib/answering/drafts";
import { useAllDrafts } from "@/lib/answering/useDrafts";
import type { HeldEvent } from "@/lib/held/clock";
import { useHeldNow } from "@/lib/held/useHeld";

/** The answer card to open with an event. */
interface Opening {
  event: number;
  way: AnswerKind;
}

/** `onLeft` gets the event that was left because its wait ended. */
export function useHeldSelection(isTyping: () => boolean, onLeft: (row: HeldEvent) => void) {
  const held = useHeldNow();
  const drafts = useAllDrafts();
  const [chosen, setChosen] = useState<HeldEvent | null>(held[0] ?? null);
  const [opening, setOpening] = useState<Opening | null>(null);
  /** Answered in this window; still listed until the next update. */
  const [answered, setAnswered] = useState<ReadonlySet<number>>(new Set());
  const waiting = held.filter(({ event_id }) => !answered.has(event_id));
  const current = waiting.find(({ event_id }) => event_id === chosen?.event_id);
  const shown = current ?? chosen;
  const over = shown !== null && (current === undefined || current.gone);
  const first = waiting[0];
  /** The first event whose sender still waits. */
  const next = waiting.find(({ event_id, gone }) => !gone && event_id !== shown?.event_id) ?? null;
  useEffect(() => {
    if (current !== undefined) setChosen(current);
    else if (chosen === null && first !== undefined) setChosen(first);
  }, [current, chosen, first]);

  const draftsOf = (event: number) => drafts.get(event) ?? NO_DRAFTS;
  const leaveEnded = () => {
    if (!over || next === null || isEdited(draftsOf(shown.event_id)) || isTyping()) return;
    onLeft(shown);
    setChosen(next);
  };
  // The events decide, not renders: leaving a field with the mouse must not move the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(leaveEnded, [over, shown?.event_id, next?.event_id]);

  const here = waiting.findIndex(({ event_id }) => event_id === shown?.event_id);
  const listed = over && here < 0 ? [shown, ...waiting] : waiting;
  const toNext = (way?: AnswerKind) => {
    if (next === null) return;
    if (way !== undefined) setOpening({ event: next.event_id, way });
    setChosen(next);
  };
  /** The part of the shown event's drafts that suits the next event, which has no draft yet. */
  const reused = () => {
    if (!over || next === null || isEdited(draftsOf(next.event_id))) return null;
    const text = reusable(draftsOf(shown.event_id), next.type === shown.type);
    return isEdited(text) ? text : null;
  };
  return {
    /** The shown event; null without one. */
    shown,
    /** The shown event is no longer held. */
    over,
    /** The rows of the list, including the shown event. */
    listed,
    /** Events whose senders are still connected. */
    count: waiting.filter(({ gone }) => !gone).length,
    /** Other held events exist. */
    others: waiting.some(({ event_id }) => event_id !== shown?.event_id),
    /** The answer card to open with the shown event; null for the default. */
    openWay: opening !== null && opening.event === shown?.event_id ? opening.way : null,
    leaveEnded,
    choose: (event: number) => setChosen(listed.find(({ event_id }) => event_id === event) ?? null),
    go: (by: 1 | -1) => {
      if (here < 0 && next !== null) return setChosen(next);
      const to = here < 0 ? 0 : Math.min(Math.max(here + by, 0), waiting.length - 1);
      const row = waiting[to];
      if (row !== undefined) setChosen(row);
    },
    /** Goes to the first event that still waits, and opens a card; null without such an event. */
    toNext: next === null ? null : toNext,
    /** Whether `reuse` copies a text. A function, because drafts change without rendering the page. */
    canReuse: () => reused() !== null,
    /** Copies the drafts of the shown event to the next one, and goes there. */
    reuse: (way: AnswerKind) => {
      const text = reused();
      if (text === null || next === null) return;
      drafts.set(next.event_id, text);
      toNext(way);
    },
    /** Marks an event as answered and goes to the next one. */
    advance: (event: number) => {
      setAnswered((before) => new Set(before).add(event));
      setChosen(waiting.find(({ event_id, gone }) => event_id !== event && !gone) ?? null);
    },
  };
}
