// One held event: the time left, the facts about the event, and the cards to answer it.
import { useAction } from "@/actions/Actions";
import { ErrorNote } from "@/components/ErrorNote";
import { isBlocking } from "@/format/senders";
import { type AnswerKind, isEdited } from "@/lib/answering/drafts";
import type { HeldEvent } from "@/lib/held/clock";
import { AnswerCards } from "./AnswerCards";
import { CountdownBar } from "./Countdown";
import { HeldEventHeader } from "./HeldEventHeader";
import { HeldEventNotes } from "./HeldEventNotes";
import { type Answers, useAnswers } from "./useAnswers";
import { useHeldDetail } from "./useHeldDetail";
import { useWay, type WayState } from "./useWay";

export interface HeldEventPaneProps {
  row: HeldEvent;
  /** The event is no longer held. */
  over: boolean;
  /** The answer card to open at the start; null for the default. */
  openWay: AnswerKind | null;
  /** Goes to the first event that still waits, and opens a card there; null without one. */
  onNext: ((way?: AnswerKind) => void) | null;
  /** Whether the drafts of this event can be copied to the next one. */
  canReuse: () => boolean;
  onReuse: (way: AnswerKind) => void;
  onAnswered: (row: HeldEvent, done: string) => void;
  onEvent: (id: number) => void;
  onRules: () => void;
  onSettings: () => void;
}

export function HeldEventPane(props: HeldEventPaneProps) {
  const { row, over, onEvent, onRules } = props;
  const event = useHeldDetail(row.event_id, over);
  const answers = useAnswers(row, over, props.onAnswered);
  const ways = useWay(isBlocking(row) ? "deny" : "custom", openWayOf(props), answers.form);
  useHeldActions(props, answers, ways);
  useAction("heldRule", onRules);
  const { form } = answers;
  return (
    <>
      <CountdownBar row={row} over={over} />
      <HeldEventHeader row={row} over={over} event={event} answers={answers} ways={ways} />
      <HeldEventNotes {...props} way={ways.way} event={event} answers={answers} />
      {form.error !== null && <ErrorNote error={form.error} retry={() => void form.refetch()} />}
      <AnswerCards row={row} event={event} form={form.data} answers={answers} ways={ways} onEvent={onEvent} />
    </>
  );
}

/** The card to open at the start. Events that block nothing have only the custom one. */
const openWayOf = ({ row, openWay }: HeldEventPaneProps) =>
  openWay === null || isBlocking(row) ? openWay : "custom";

/**
 * The keys of the page. Those that open a card work in every state, because text follows them. If
 * the wait is over, they open the card of the next event, and without one the card of this event.
 */
function useHeldActions(props: HeldEventPaneProps, answers: Answers, { way, open }: WayState) {
  const { row, over, onNext, canReuse, onReuse } = props;
  const { possible, allow, send } = answers;
  const blocking = isBlocking(row);
  const opener = (card: AnswerKind) => () => (over && onNext !== null ? onNext(card) : open(card));
  useAction("heldAllow", possible ? allow : null);
  useAction("heldDeny", blocking ? opener("deny") : null);
  useAction("heldMutate", blocking ? opener("change") : null);
  useAction("heldCustom", opener("custom"));
  useAction("heldSend", possible ? () => send(way) : null);
  useAction("heldReuse", isEdited(answers.drafts) && canReuse() ? () => onReuse(way) : null);
}
